package chat.gateway.session;

import chat.gateway.Buckets;
import chat.gateway.dialect.Event;
import chat.gateway.dialect.RequestKind;
import chat.gateway.hint.HintMetrics;
import chat.proto.ErrorCode;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What sessions and requests count. Labels are our own words only, never a client's. */
public final class SessionMetrics {
  private final MeterRegistry registry;
  private final Counter messagesIn;
  private final Counter messagesAcked;
  private final Counter overflows;
  private final Timer sendToAck;
  private final Timer sendToPush;
  private final LimitHits limits;
  private final LoginOutcomes logins;
  private final HintMetrics hints;
  private final Map<Answer, Counter> answers = new ConcurrentHashMap<>();

  private record Answer(RequestKind kind, ErrorCode outcome) {}

  /** Counters of this registry. */
  public SessionMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.messagesIn = registry.getOrCreate(Counter.builder("chat_gateway_messages_in"));
    this.messagesAcked = registry.getOrCreate(Counter.builder("chat_gateway_messages_acked"));
    this.overflows = registry.getOrCreate(Counter.builder("chat_gateway_send_queue_overflows"));
    this.sendToAck =
        registry.getOrCreate(
            Buckets.ofMilliseconds("chat_gateway_send_to_ack")
                .description("From a message's frame to its acknowledgement in the queue."));
    this.sendToPush =
        registry.getOrCreate(
            Buckets.ofMilliseconds("chat_gateway_send_to_push")
                .description("From a message's frame to when its receiver's socket has taken it."));
    this.limits = new LimitHits(registry);
    this.logins = new LoginOutcomes(registry);
    this.hints = HintMetrics.of(registry);
  }

  void overflow() {
    overflows.increment();
  }

  void messageIn() {
    messagesIn.increment();
  }

  /**
   * A message of ours was accepted, and its acknowledgement is in the sender's queue.
   *
   * @param taken since the message's frame was decoded
   */
  void acknowledged(Duration taken) {
    sendToAck.record(taken);
  }

  /**
   * A receiver's socket has taken a live message.
   *
   * @param taken since its sender's gateway received it, by that gateway's clock: where the clocks
   *     differ it may be negative, and counts as nothing
   */
  public void pushed(Duration taken) {
    sendToPush.record(taken.isNegative() ? Duration.ZERO : taken);
  }

  /** Counts what comes to a limit. */
  LimitHits limits() {
    return limits;
  }

  /** Counts logins. */
  LoginOutcomes logins() {
    return logins;
  }

  /** Counts hints. */
  HintMetrics hints() {
    return hints;
  }

  /** Counts a reply by kind and outcome, and passes it through. */
  Event.Reply answered(Event.Reply reply) {
    if (reply instanceof Event.Accepted) {
      messagesAcked.increment();
    }
    answers.computeIfAbsent(new Answer(reply.kind(), reply.outcome()), this::counter).increment();
    return reply;
  }

  private Counter counter(Answer answer) {
    return registry.getOrCreate(
        Counter.builder("chat_gateway_requests")
            .tags(
                List.of(
                    Tag.create("kind", answer.kind.label()),
                    Tag.create("outcome", answer.outcome.label()))));
  }
}
