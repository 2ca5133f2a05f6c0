package chat.gateway.backend;

import chat.gateway.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Instances by their hosts' names: asks the name server at the start, and again every five seconds.
 * The virtual machine keeps answers for 30 s unless its security property networkaddress.cache.ttl
 * says otherwise, which GatewayMain sets.
 */
final class HostNames implements Discovery {
  private static final Logger LOGGER = System.getLogger(HostNames.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final List<Endpoint> endpoints;
  private final Resolver resolver;
  private final Consumer<List<Endpoint>> found;
  // Of each name, what it stood for when that was last known. Used by one thread at a time.
  private final Map<String, List<InetAddress>> known = new HashMap<>();
  private List<Endpoint> told = List.of();
  private Ticker ticker;

  /** Knows the addresses of names. */
  @FunctionalInterface
  interface Resolver {

    /**
     * All addresses of a name, at least one.
     *
     * @throws UnknownHostException when there is none, or nobody to ask
     */
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  HostNames(List<Endpoint> endpoints, Resolver resolver, Consumer<List<Endpoint>> found) {
    this.endpoints = List.copyOf(endpoints);
    this.resolver = resolver;
    this.found = found;
  }

  /** Looks once, waiting for the name server, and then now and again. */
  static HostNames start(List<Endpoint> endpoints, Consumer<List<Endpoint>> found) {
    var names = new HostNames(endpoints, InetAddress::getAllByName, found);
    names.look();
    names.ticker = Ticker.start("host-names", PAUSE, names::look);
    return names;
  }

  /** Asks for each name, and tells the instances if they are others than before. */
  void look() {
    Set<Endpoint> now = new LinkedHashSet<>();
    for (Endpoint endpoint : endpoints) {
      for (InetAddress address : addresses(endpoint.host())) {
        now.add(new Endpoint(address.getHostAddress(), endpoint.port()));
      }
    }
    if (!now.isEmpty() && !now.equals(Set.copyOf(told))) {
      told = List.copyOf(now);
      found.accept(told);
    }
  }

  @Override
  public void close() {
    ticker.close();
  }

  private List<InetAddress> addresses(String name) {
    try {
      known.put(name, ofOneFamily(resolver.resolve(name)));
    } catch (UnknownHostException e) {
      LOGGER.log(
          known.containsKey(name) ? Level.DEBUG : Level.WARNING, "no address of {0} found", name);
    }
    return known.getOrDefault(name, List.of());
  }

  /**
   * A machine with addresses of both families is there once: the family of the first one counts.
   */
  private static List<InetAddress> ofOneFamily(InetAddress[] addresses) {
    List<InetAddress> same = new ArrayList<>();
    for (InetAddress address : addresses) {
      if (address.getClass() == addresses[0].getClass()) {
        same.add(address);
      }
    }
    return same;
  }
}
