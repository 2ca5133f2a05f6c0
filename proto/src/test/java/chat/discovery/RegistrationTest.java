package chat.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTest {
  private static final ConsulAddress HERE = consul("http://127.0.0.1:8500");

  @ParameterizedTest
  @CsvSource({
    "gateway-1, 0.0.0.0,  gateway-1",
    "gateway-1, 10.0.0.1, gateway-1",
    "'',        10.0.0.1, 10.0.0.1",
    "'',        *,        none",
    "'',        0.0.0.0,  none",
    "'',        ::,       none",
  })
  void theAddressIsTheOneThatWasSetOrTheOneListenedOn(
      String set, String listening, String expected) {
    assertEquals(expected, Registration.reachableAddress(set, listening, HERE).orElse("none"));
  }

  @Test
  void withAConsulThatCannotBeFoundThereIsNoAddress() {
    assertEquals(
        Optional.empty(),
        Registration.reachableAddress("", "0.0.0.0", consul("http://no-such-host.invalid:8500")));
  }

  @Test
  void theProbeIsAskedAtTheAddressOrAtTheAgentsOwnMachine() {
    assertEquals("http://10.0.0.1:8081/health/ready", at(Optional.of("10.0.0.1")).probeUrl());
    assertEquals("http://[fd00::1]:8081/health/ready", at(Optional.of("fd00::1")).probeUrl());
    assertEquals("http://127.0.0.1:8081/health/ready", at(Optional.empty()).probeUrl());
  }

  @Test
  void theIdTellsThePlace() {
    assertEquals("chat-user-service-10.0.0.1-60051", at(Optional.of("10.0.0.1")).id());
    assertEquals("chat-user-service-60051", at(Optional.empty()).id());
  }

  private static Registration at(Optional<String> address) {
    return new Registration(ServiceNames.USER, address, 60051, 8081, "1", List.of());
  }

  private static ConsulAddress consul(String url) {
    return ConsulAddress.parse(url, "").orElseThrow();
  }
}
