package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.ClassicClient;
import chat.e2e.client.FrameClient;
import chat.e2e.client.Json;
import chat.e2e.client.LinesClient;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import chat.e2e.client.ServiceClient;
import chat.e2e.client.SocketClient;
import chat.proto.gateway.AnnounceRequest;
import chat.proto.gateway.DrainRequest;
import chat.proto.gateway.KickUserRequest;
import chat.proto.gateway.ListSessionsRequest;
import chat.proto.gateway.SessionInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does with the second gateway, and what its clients see of it. */
@ExtendWith(Stack.Shared.class)
class ControlIT {
  private static final int GATEWAY = 2;
  private static final String ANNOUNCED = "Maintenance at <noon>.";

  @Test
  void onlyAnAdministratorMayCall(Stack stack) {
    Person ada = stack.people().make("ada");
    try (var services = stack.services()) {
      assertEquals(Status.Code.UNAUTHENTICATED, refusal(services, ""));
      assertEquals(Status.Code.UNAUTHENTICATED, refusal(services, "no token"));
      assertEquals(Status.Code.PERMISSION_DENIED, refusal(services, ada.token()));
      assertEquals(0, kick(services, stack.administratorToken(ada), ada));
    }
  }

  @Test
  void eachDialectHearsAnAnnouncementAndAKickAndTheUserComesBack(Stack stack) {
    Person ada = stack.people().make("ada");
    String admin = stack.administratorToken(stack.people().make("admin"));
    try (var services = stack.services();
        var lines = lines(stack, ada);
        var web = web(stack, ada);
        var classic = classic(stack, ada)) {
      assertEquals(
          Map.of("lines", ada.name(), "web", ada.name(), "classic", ada.name()),
          dialects(services, admin, ada));
      var announced =
          services
              .control(GATEWAY, admin)
              .announce(AnnounceRequest.newBuilder().setText(ANNOUNCED).build());
      assertEquals(0, announced.getSessionsSkipped());
      assertTrue(announced.getSessionsTold() >= 3, announced::toString);
      assertEquals(ANNOUNCED, notice(lines.receive(), "text"));
      assertEquals(ANNOUNCED, notice(classic.receive(), "text"));
      assertEquals("Maintenance at &lt;noon&gt;.", notice(web.receive(), "message"));

      assertEquals(3, kick(services, admin, ada));
      for (FrameClient client : List.of(lines, classic, web)) {
        String field = client == web ? "message" : "text";
        assertEquals(
            "An administrator has closed this connection. You may log in again.",
            notice(client.receive(), field));
        assertEquals(Optional.empty(), client.poll());
      }
      lines(stack, ada).close();
    }
  }

  @Test
  void aDrainedGatewayTakesNobodyAndLivesUntilItIsStopped(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    String admin = stack.administratorToken(stack.people().make("admin"));
    long process = stack.processes().pid("gateway-2");
    try (var services = stack.services();
        var before = lines(stack, ada)) {
      var drained = services.control(GATEWAY, admin).drain(DrainRequest.getDefaultInstance());
      assertEquals(0, drained.getSessionsLeft());
      assertTrue(Json.parse(before.receive()).get("retry_after_ms").intValue() > 0);
      assertEquals(Optional.empty(), before.poll());
      assertEquals(
          503, new RestClient(stack.gateway(GATEWAY).probes()).get("/health/ready").status());
      assertEquals(
          200, new RestClient(stack.gateway(GATEWAY).probes()).get("/health/live").status());
      try (var late = new LinesClient(stack.gateway(GATEWAY).tcp())) {
        late.send(Json.message(9001).toString());
        List<JsonNode> answers = new ArrayList<>();
        late.poll().map(Json::parse).ifPresent(answers::add);
        assertTrue(answers.toString().contains("retry_after_ms"), answers::toString);
      }
      try (var elsewhere = stack.lines()) {
        elsewhere.logIn(ada);
      }
      assertEquals(process, stack.processes().pid("gateway-2"));
    } finally {
      stack.processes().restart("gateway-2");
    }
    try (var services = stack.services();
        var again = lines(stack, ada)) {
      again.send(Json.message(9001).toString());
      assertFalse(again.receive().isEmpty());
      assertEquals(1, dialects(services, admin, ada).size());
    }
  }

  private static Status.Code refusal(ServiceClient services, String token) {
    return assertThrows(
            StatusRuntimeException.class,
            () ->
                services
                    .control(GATEWAY, token)
                    .listSessions(ListSessionsRequest.getDefaultInstance()))
        .getStatus()
        .getCode();
  }

  private static int kick(ServiceClient services, String admin, Person person) {
    return services
        .control(GATEWAY, admin)
        .kickUser(KickUserRequest.newBuilder().setUserId(person.id()).build())
        .getSessions();
  }

  /** The dialects in which somebody is logged in, each with the name that is logged in. */
  private static Map<String, String> dialects(ServiceClient services, String admin, Person person) {
    Map<String, String> found = new HashMap<>();
    for (SessionInfo session :
        services
            .control(GATEWAY, admin)
            .listSessions(ListSessionsRequest.newBuilder().setUserId(person.id()).build())
            .getSessionsList()) {
      found.put(session.getDialect(), session.getUserName());
    }
    return found;
  }

  private static String notice(String frame, String field) {
    return Json.parse(frame).path(field).asText(frame);
  }

  private static FrameClient lines(Stack stack, Person person) {
    var client = new LinesClient(stack.gateway(GATEWAY).tcp());
    new Requester(client).logIn(person);
    return client;
  }

  private static FrameClient classic(Stack stack, Person person) {
    var client = new ClassicClient(stack.gateway(GATEWAY).tcp());
    client.send(Json.message(1).put("id", person.id()).put("password", "pwd").toString());
    assertEquals(0, Json.parse(client.receive()).get("errno").intValue());
    return client;
  }

  private static FrameClient web(Stack stack, Person person) {
    var client = new SocketClient(stack.gateway(GATEWAY).http(), "/ws?token=" + person.token());
    assertEquals("LOGIN_MSG_ACK", Json.parse(client.receive()).get("type").textValue());
    return client;
  }
}
