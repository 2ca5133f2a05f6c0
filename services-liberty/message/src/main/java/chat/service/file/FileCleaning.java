package chat.service.file;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Once an hour deletes the files that are in no message a day after they were made: uploads that
 * were broken off, or never sent, or whose messages were recalled. Goes through all files in short
 * steps, so that nobody waits for it; what it leaves undone, the next hour does.
 */
@ApplicationScoped
class FileCleaning {
  private static final Logger LOG = System.getLogger(FileCleaning.class.getName());
  private static final Duration KEPT = Duration.ofDays(1);

  @Inject
  @ConfigProperty(name = "chat.files.clean-period", defaultValue = "PT1H")
  private Duration period;

  @Inject private UnusedFiles files;
  @Inject private Clock clock;
  @Resource private ManagedScheduledExecutorService scheduler;
  private Optional<Future<?>> cleaning = Optional.empty();
  private volatile boolean stopping;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    cleaning =
        Optional.of(
            scheduler.scheduleWithFixedDelay(
                this::clean, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS));
  }

  @PreDestroy
  void stop() {
    stopping = true;
    cleaning.ifPresent(running -> running.cancel(false));
  }

  /** Never throws: the scheduler would not come again. */
  private void clean() {
    try {
      long beforeMs = clock.millis() - KEPT.toMillis();
      Optional<String> next = Optional.of("");
      while (next.isPresent() && !stopping) {
        UnusedFiles.Page page = files.page(next.get(), beforeMs);
        page.unused().forEach(this::delete);
        next = page.last();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "unused files are not deleted: {0}", e.toString());
    }
  }

  private void delete(String fileId) {
    try {
      boolean more = true;
      while (more && !stopping) {
        more = files.deleteSome(fileId);
      }
    } catch (RuntimeException e) {
      // The next hour tries it again; the others do not wait for it.
      LOG.log(Level.WARNING, "the unused file {0} is not deleted: {1}", fileId, e.toString());
    }
  }
}
