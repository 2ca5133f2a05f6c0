package chat.gateway.backend;

import chat.gateway.session.RequestFailed;
import chat.gateway.trace.SendTrace;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.ChatReply;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The message service's streams, one per instance. A conversation goes to one of those that are up,
 * found by rendezvous hash: a hint for locality, since every instance can write every conversation.
 * A stream to an instance that has left takes nothing new, and lives on for the acknowledgements
 * that it still owes. Thread-safe.
 */
public final class MessageStreams implements AutoCloseable {
  private final Function<Instance, MessageStream> newStream;
  private final Resender resender;
  // Guarded by this.
  private Map<Instance, MessageStream> current = Map.of();
  private final Set<MessageStream> leaving = new HashSet<>();

  private volatile Route route = Route.NONE;

  /** None yet; see {@link #follow}. */
  private MessageStreams(Resender resender, Function<Instance, MessageStream> newStream) {
    this.resender = resender;
    this.newStream = newStream;
  }

  /**
   * Streams to the instances that there are at any time.
   *
   * @param gatewayToken the gateway's own token, asked for whenever a stream is opened
   * @param ackTimeout after which a message without acknowledgement is answered 503
   */
  public static MessageStreams to(
      Instances instances, Supplier<String> gatewayToken, Duration ackTimeout) {
    var resender = new Resender();
    var streams =
        new MessageStreams(
            resender,
            instance ->
                new MessageStream(
                    instance.endpoint(),
                    instance.channel(),
                    gatewayToken,
                    ackTimeout,
                    resender::lost));
    instances.follow(streams::follow);
    return streams;
  }

  /**
   * The streams that are up at this time. Messages that must keep their order go over one and the
   * same route; before changing to a new one their sender waits for what is under way on the old.
   */
  public Route route() {
    return route;
  }

  /** What keeps messages from being sent; empty when some stream is up. */
  public Optional<String> trouble() {
    return route.up().isEmpty()
        ? Optional.of("no stream to the message service is up")
        : Optional.empty();
  }

  /** How many messages were sent again because their stream had broken. */
  long repeats() {
    return resender.count();
  }

  /** How many messages wait for their answer now. */
  long unanswered() {
    return resender.waiting() + all().stream().mapToLong(MessageStream::unanswered).sum();
  }

  /** From now on there are these instances. Does not block. */
  synchronized void follow(List<Instance> instances) {
    Map<Instance, MessageStream> before = current;
    current = new LinkedHashMap<>();
    for (Instance instance : instances) {
      MessageStream stream = before.get(instance);
      current.put(instance, stream == null ? open(instance) : stream);
    }
    before.forEach(
        (instance, stream) -> {
          if (!current.containsKey(instance)) {
            stream.leave();
            leaving.add(stream);
          }
        });
    changed();
  }

  /** Gives up what has waited too long and reopens broken streams. Called ten times a second. */
  void tick() {
    synchronized (this) {
      leaving.removeIf(MessageStream::isGone);
    }
    all().forEach(MessageStream::tick);
  }

  @Override
  public void close() {
    resender.close();
    all().forEach(MessageStream::close);
  }

  private synchronized List<MessageStream> all() {
    return Stream.concat(current.values().stream(), leaving.stream()).toList();
  }

  private MessageStream open(Instance instance) {
    MessageStream stream = newStream.apply(instance);
    stream.open(this::changed);
    return stream;
  }

  private synchronized void changed() {
    List<MessageStream> up = current.values().stream().filter(MessageStream::isUp).toList();
    if (!up.equals(route.up())) {
      route = new Route(route.number() + 1, up);
      resender.follow(route);
    }
  }

  /**
   * The way to the instances that are up.
   *
   * @param number another one after each change, also when the same are up again
   * @param up may be empty
   */
  public record Route(long number, List<MessageStream> up) {
    static final Route NONE = new Route(0, List.of());

    /**
     * Sends a message and returns when it has been handed on; blocks while the stream is full. When
     * its stream breaks before the answer the message is sent again, once.
     *
     * @param token of the sender
     * @param trace follows its way
     * @param done gets the one answer, on any thread, and must not block; errno 503 where it is not
     *     known whether the message was written
     */
    public void send(
        ConversationId conversation,
        String token,
        ChatMessage message,
        SendTrace trace,
        Consumer<ChatReply> done) {
      send(new Outbound(conversation, token, message, trace, done, false));
    }

    void send(Outbound message) {
      if (up.isEmpty()) {
        message.giveUp();
      } else {
        choose(message.conversation()).send(message);
      }
    }

    // The highest hash wins: when an instance comes or goes, only its own conversations move.
    private MessageStream choose(ConversationId conversation) {
      MessageStream best = up.getFirst();
      for (MessageStream stream : up) {
        if (weight(stream, conversation) > weight(best, conversation)) {
          best = stream;
        }
      }
      return best;
    }

    private static long weight(MessageStream stream, ConversationId conversation) {
      // The finaliser of SplitMix64.
      long mixed = conversation.value() * 0x9E3779B97F4A7C15L ^ stream.seed();
      mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
      return mixed ^ mixed >>> 31;
    }
  }

  static ChatReply unavailable(String msgId) {
    return ChatReply.newBuilder()
        .setErrno(ErrorCode.UNAVAILABLE.errno())
        .setErrmsg("The message service is away, try again.")
        .setMsgId(msgId)
        .setRetryAfterMs(RequestFailed.RETRY_AFTER_MS)
        .build();
  }
}
