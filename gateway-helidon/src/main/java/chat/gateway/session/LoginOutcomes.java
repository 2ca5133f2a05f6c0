package chat.gateway.session;

import chat.gateway.dialect.Credentials;
import chat.proto.ErrorCode;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.Locale;

/** Counts logins, on connections and over REST, by what came with them and how they ended. */
final class LoginOutcomes {
  private final MeterRegistry registry;

  /** With what somebody logs in. */
  enum Method {
    PASSWORD,
    TOKEN;

    static Method of(Credentials credentials) {
      return switch (credentials) {
        case Credentials.ById _, Credentials.ByName _ -> PASSWORD;
        case Credentials.ByToken _ -> TOKEN;
      };
    }
  }

  /** A login that is done and may fail. */
  @FunctionalInterface
  interface Attempt<T, E extends Exception> {
    T make() throws E;
  }

  LoginOutcomes(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Logs in, and counts it. */
  <T, E extends Exception> T counted(Method method, Attempt<T, E> attempt) throws E {
    ErrorCode outcome = ErrorCode.INTERNAL;
    try {
      T done = attempt.make();
      outcome = ErrorCode.OK;
      return done;
    } catch (RequestFailed e) {
      outcome = e.code();
      throw e;
    } finally {
      count(method, outcome);
    }
  }

  private void count(Method method, ErrorCode outcome) {
    registry
        .getOrCreate(
            Counter.builder("chat_gateway_logins")
                .description("Logins by how they ended.")
                .tags(
                    List.of(
                        Tag.create("method", method.name().toLowerCase(Locale.ROOT)),
                        Tag.create("outcome", outcome.label()))))
        .increment();
  }
}
