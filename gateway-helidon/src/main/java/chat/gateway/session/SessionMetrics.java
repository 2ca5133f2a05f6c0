package chat.gateway.session;

import chat.gateway.dialect.Event;
import chat.gateway.dialect.RequestKind;
import chat.proto.ErrorCode;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What sessions and requests count. Labels are our own words only, never a client's. */
public final class SessionMetrics {
  private final MeterRegistry registry;
  private final Counter messagesIn;
  private final Counter messagesAcked;
  private final Counter overflows;
  private final Map<Answer, Counter> answers = new ConcurrentHashMap<>();

  private record Answer(RequestKind kind, ErrorCode outcome) {}

  /** Counters of this registry. */
  public SessionMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.messagesIn = registry.getOrCreate(Counter.builder("chat_gateway_messages_in"));
    this.messagesAcked = registry.getOrCreate(Counter.builder("chat_gateway_messages_acked"));
    this.overflows = registry.getOrCreate(Counter.builder("chat_gateway_send_queue_overflows"));
  }

  void overflow() {
    overflows.increment();
  }

  void messageIn() {
    messagesIn.increment();
  }

  /** Counts a reply by kind and outcome, and passes it through. */
  Event.Reply answered(Event.Reply reply) {
    ErrorCode outcome = reply instanceof Event.Failed failed ? failed.code() : ErrorCode.OK;
    if (reply instanceof Event.Accepted) {
      messagesAcked.increment();
    }
    answers.computeIfAbsent(new Answer(reply.kind(), outcome), this::counter).increment();
    return reply;
  }

  private Counter counter(Answer answer) {
    return registry.getOrCreate(
        Counter.builder("chat_gateway_requests")
            .tags(
                List.of(
                    Tag.create("kind", answer.kind.name().toLowerCase(Locale.ROOT)),
                    Tag.create("outcome", answer.outcome.label()))));
  }
}
