package chat.ops.check.fault;

import chat.ops.check.client.Gateway;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * One address for all gateways, as a Service has it: each new connection goes to the next of those
 * that are in. Whoever is connected stays, also when the gateway is taken out. Thread-safe.
 */
public final class Door implements AutoCloseable {
  private static final int NOWHERE = 0;

  private final AtomicInteger turn = new AtomicInteger();
  private final Link tcp = new Link(() -> next(Gateway::tcp));
  private final Link http = new Link(() -> next(Gateway::http));
  private volatile List<Gateway> in = List.of();

  /** From now on new connections go to these. */
  public void leadTo(List<Gateway> gateways) {
    in = List.copyOf(gateways);
  }

  /** Where clients find it. */
  public Gateway address() {
    return new Gateway(tcp.port(), http.port());
  }

  @Override
  public void close() {
    tcp.close();
    http.close();
  }

  private int next(ToIntFunction<Gateway> port) {
    List<Gateway> now = in;
    return now.isEmpty()
        ? NOWHERE
        : port.applyAsInt(now.get(Math.floorMod(turn.getAndIncrement(), now.size())));
  }
}
