package chat.gateway.backend;

import java.util.List;
import java.util.function.Consumer;

/**
 * Looks for the instances of one service, on a thread of its own, until it is closed. Whoever
 * started it is told the whole list whenever it has changed, by one thread at a time; the list is
 * never empty, since what was known last is kept while nothing can be learnt.
 */
interface Discovery extends AutoCloseable {

  /** Starts looking. */
  static Discovery start(Location where, Consumer<List<Endpoint>> found) {
    return switch (where) {
      case Location.Listed listed -> HostNames.start(listed.endpoints(), found);
      case Location.InConsul registered ->
          ConsulWatch.start(registered.consul(), registered.service(), found);
    };
  }

  @Override
  void close();
}
