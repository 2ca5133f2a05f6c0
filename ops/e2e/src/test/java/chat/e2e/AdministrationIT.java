package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import chat.ops.local.Service;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators may ask a service, and nobody else. */
@ExtendWith(Stack.Shared.class)
class AdministrationIT {

  @ParameterizedTest
  @EnumSource
  void onlyAnAdministratorHearsAboutAnInstance(Service service, Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    assertEquals(401, ask(stack, service, Optional.empty()).status());
    assertEquals(401, ask(stack, service, Optional.of("no token")).status());
    assertEquals(403, ask(stack, service, Optional.of(ada.token())).status());
    makeAdministrator(stack, ada);
    assertEquals(403, ask(stack, service, Optional.of(ada.token())).status(), "an old token");

    RestClient.Answer answer = ask(stack, service, Optional.of(newToken(stack, ada)));
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

  private static void makeAdministrator(Stack stack, Person person) throws SQLException {
    try (Connection database = stack.database();
        PreparedStatement statement =
            database.prepareStatement("UPDATE users SET role = 'admin' WHERE id = ?")) {
      statement.setInt(1, person.id());
      assertEquals(1, statement.executeUpdate());
    }
  }

  private static String newToken(Stack stack, Person person) {
    try (var requester = stack.lines()) {
      return requester.logIn(person).get("token").textValue();
    }
  }
}
