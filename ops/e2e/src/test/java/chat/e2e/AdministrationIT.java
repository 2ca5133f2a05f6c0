package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import chat.ops.local.Service;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators may ask a service, and nobody else. */
@ExtendWith(Stack.Shared.class)
class AdministrationIT {

  @ParameterizedTest
  @EnumSource
  void onlyAnAdministratorHearsAboutAnInstance(Service service, Stack stack) {
    Person ada = stack.people().make("ada");
    assertEquals(401, ask(stack, service, Optional.empty()).status());
    assertEquals(401, ask(stack, service, Optional.of("no token")).status());
    assertEquals(403, ask(stack, service, Optional.of(ada.token())).status());
    String token = stack.administratorToken(ada);
    assertEquals(403, ask(stack, service, Optional.of(ada.token())).status(), "an old token");

    RestClient.Answer answer = ask(stack, service, Optional.of(token));
    assertEquals(200, answer.status(), answer::body);
    JsonNode report = answer.json();
    assertEquals(service.label(), report.get("service").textValue());
    assertFalse(report.get("version").textValue().isBlank());
    assertTrue(report.get("uptimeSeconds").longValue() > 0, answer::body);
  }

  private static RestClient.Answer ask(Stack stack, Service service, Optional<String> token) {
    return new RestClient(stack.processes().ports().http(service))
        .call("GET", "/admin/" + service.label() + "/instance", token, Optional.empty());
  }
}
