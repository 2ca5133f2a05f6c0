package chat.service.file;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** The numbers of files, for {@code /metrics}. Any thread. */
@ApplicationScoped
class FileMetrics {
  @Inject private MetricRegistry registry;
  private Counter stored;
  private Counter storedBytes;
  private Counter deleted;

  @PostConstruct
  void register() {
    stored = registry.counter("chat_files_stored");
    storedBytes = registry.counter("chat_files_stored_bytes");
    deleted = registry.counter("chat_files_deleted");
  }

  // Makes this bean with the application, so that its numbers are shown from the start.
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {}

  /** All of a file has come. */
  void stored(long bytes) {
    stored.inc();
    storedBytes.inc(bytes);
  }

  /** A file that nobody needed has been deleted. */
  void deleted() {
    deleted.inc();
  }
}
