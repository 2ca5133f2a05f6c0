package chat.gateway.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostNamesTest {
  private final Map<String, InetAddress[]> server = new HashMap<>();
  private final List<List<Endpoint>> told = new ArrayList<>();

  @Test
  void aNameWithSeveralAddressesIsSeveralInstances() {
    knows("message", "10.0.0.1", "10.0.0.2");
    knows("other", "10.0.0.3");
    names("message:60053,other:61000").look();
    assertEquals(List.of(Endpoint.list("10.0.0.1:60053,10.0.0.2:60053,10.0.0.3:61000")), told);
  }

  @Test
  void addressesThatComeAndGoAreTold() {
    HostNames names = names("message:60053");
    knows("message", "10.0.0.1");
    names.look();
    names.look();
    knows("message", "10.0.0.2", "10.0.0.1");
    names.look();
    knows("message", "10.0.0.2");
    names.look();
    assertEquals(
        List.of(
            Endpoint.list("10.0.0.1:60053"),
            Endpoint.list("10.0.0.2:60053,10.0.0.1:60053"),
            Endpoint.list("10.0.0.2:60053")),
        told);
  }

  @Test
  void theSameAddressesInAnotherOrderAreNoNews() {
    HostNames names = names("message:60053");
    knows("message", "10.0.0.1", "10.0.0.2");
    names.look();
    knows("message", "10.0.0.2", "10.0.0.1");
    names.look();
    assertEquals(1, told.size());
  }

  @Test
  void whatWasKnownIsKeptWhileTheNameServerIsAway() {
    HostNames names = names("a:1,b:2");
    knows("a", "10.0.0.1");
    knows("b", "10.0.0.2");
    names.look();
    server.remove("b");
    knows("a", "10.0.0.3");
    names.look();
    assertEquals(Endpoint.list("10.0.0.3:1,10.0.0.2:2"), told.getLast());
    server.clear();
    names.look();
    assertEquals(2, told.size());
  }

  @Test
  void aMachineWithAddressesOfBothFamiliesIsThereOnce() {
    knows("both", "::1", "127.0.0.1");
    names("both:1").look();
    assertEquals(List.of(List.of(new Endpoint("0:0:0:0:0:0:0:1", 1))), told);
  }

  @Test
  void theRealResolverKnowsAddresses() {
    HostNames.start(Endpoint.list("127.0.0.1:7,[::1]:8"), told::add).close();
    assertEquals(
        List.of(List.of(new Endpoint("127.0.0.1", 7), new Endpoint("0:0:0:0:0:0:0:1", 8))), told);
  }

  private HostNames names(String list) {
    return new HostNames(Endpoint.list(list), this::resolve, told::add);
  }

  private InetAddress[] resolve(String name) throws UnknownHostException {
    if (server.containsKey(name)) {
      return server.get(name);
    }
    throw new UnknownHostException(name);
  }

  private void knows(String name, String... addresses) {
    server.put(
        name, List.of(addresses).stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new));
  }
}
