package chat.service.message;

import chat.proto.BrokenPromise;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What this service breaks on purpose for the history checker: nothing, unless {@code
 * BROKEN_PROMISE} says so and the token key is one for tests; else the application does not start.
 */
@ApplicationScoped
class BrokenPromises {
  @Inject
  @ConfigProperty(name = BrokenPromise.SETTING)
  private Optional<String> setting;

  @Inject
  @ConfigProperty(name = "JWT_SECRET", defaultValue = " ")
  private String secret;

  @Inject
  @ConfigProperty(name = "REDIS_URL", defaultValue = "tcp://127.0.0.1:6379")
  private String redis;

  @Inject private Clock clock;
  private Optional<BrokenPromise> broken = Optional.empty();

  @PostConstruct
  void read() {
    broken = BrokenPromise.of(setting.orElse(""), secret);
  }

  // Makes this bean with the application, so that one that must not break a promise does not start.
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {}

  /** Whether a promise is kept. */
  boolean keep(BrokenPromise promise) {
    return !broken.equals(Optional.of(promise));
  }

  /** The store itself, or one that breaks a promise of the store. */
  MessageStore store(MessageStore real) {
    if (!keep(BrokenPromise.ACK_BEFORE_COMMIT)) {
      return new AckBeforeCommit(real, clock);
    }
    return keep(BrokenPromise.SEQ_FROM_REDIS) ? real : new SeqFromRedis(real, redis);
  }
}
