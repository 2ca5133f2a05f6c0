package chat.gateway.backend;

import chat.discovery.ConsulAddress;
import java.util.List;

/** Where to look for the instances of one service. */
public sealed interface Location {

  /**
   * Written down. A name with several addresses, as a headless service of Kubernetes has, stands
   * for as many instances.
   *
   * @param endpoints at least one
   */
  record Listed(List<Endpoint> endpoints) implements Location {
    /** Copies the list. */
    public Listed {
      endpoints = List.copyOf(endpoints);
      if (endpoints.isEmpty()) {
        throw new IllegalArgumentException("every service needs at least one instance");
      }
    }
  }

  /**
   * Registered with Consul.
   *
   * @param service the name, see {@link chat.discovery.ServiceNames}
   */
  record InConsul(ConsulAddress consul, String service) implements Location {}
}
