package chat.gateway.backend;

import chat.gateway.session.RequestFailed;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.ChatReply;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The message service's streams, one per instance. A conversation goes to one of those that are up,
 * found by rendezvous hash: a hint for locality, since every instance can write every conversation.
 * Thread-safe.
 */
public final class MessageStreams implements AutoCloseable {
  private final List<MessageStream> all;
  private volatile Route route = new Route(List.of());

  /** Over these streams, which are opened here and closed with this. */
  public MessageStreams(List<MessageStream> streams) {
    this.all = List.copyOf(streams);
    all.forEach(stream -> stream.open(this::changed));
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

  /** Gives up what has waited too long and reopens broken streams. Called ten times a second. */
  void tick() {
    all.forEach(MessageStream::tick);
  }

  @Override
  public void close() {
    all.forEach(MessageStream::close);
  }

  private synchronized void changed() {
    route = new Route(all.stream().filter(MessageStream::isUp).toList());
  }

  /**
   * The way to the instances that are up..
   *
   * @param up may be empty
   */
  public record Route(List<MessageStream> up) {

    /**
     * Sends a message and returns when it has been handed on; blocks while the stream is full.
     *
     * @param token of the sender
     * @param done gets the one answer, on any thread, and must not block; errno 503 where it is not
     *     known whether the message was written
     */
    public void send(
        ConversationId conversation, String token, ChatMessage message, Consumer<ChatReply> done) {
      if (up.isEmpty()) {
        done.accept(unavailable(message.getMsgId()));
      } else {
        choose(conversation).send(token, message, done);
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
