package chat.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
import chat.gateway.trace.RecordedSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the spans of a session say, by the names of OpenTelemetry's semantic conventions. */
class SessionTraceTest extends SessionRig {
  private static final String SEND = "chat.message.MessageService/Send";

  SessionTraceTest() throws Exception {
    super(Duration.ofMillis(1), RecordedSpans::everything);
  }

  @Test
  void aRequestSaysWhoAsksAndHow() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    SpanData span = span("login");
    assertEquals(String.valueOf(ME), RecordedSpans.text(span, "user.id"));
    assertEquals(session.id(), RecordedSpans.number(span, "chat.connection.id"));
    assertEquals("numbers", RecordedSpans.text(span, "chat.dialect"));
    assertEquals("tcp", RecordedSpans.text(span, "network.transport"));
    assertEquals("numbers", RecordedSpans.text(span, "network.protocol.name"));
  }

  @Test
  void aCallSaysWhatIsCalledAndWhere() throws Exception {
    logIn(client.connect(factory), ME);
    SpanData call = span("chat.user.UserService/Login");
    assertRpc(call, "chat.user.UserService", "Login");
    assertEquals(0, RecordedSpans.number(call, "rpc.grpc.status_code"));
  }

  @Test
  void aMessageSaysWhereItWasSent() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    client.request(session, chat(Envelope.EMPTY, "hi", "m-1"));
    assertInstanceOf(Event.Accepted.class, client.next());
    SpanData send = span(SEND);
    assertRpc(send, "chat.message.MessageService", "Send");
    assertEquals("in-memory", RecordedSpans.text(send, "server.address"));
    assertEquals(1, RecordedSpans.number(send, "server.port"));
    assertEquals("m-1", RecordedSpans.text(send, "messaging.message.id"));
  }

  @Test
  void aPushSaysWhichMessageItIs() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    String chosen = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    tracing.push(Optional.of(chosen), 1).run(() -> push(peer(1)));
    assertInstanceOf(Event.MessagePushed.class, client.next());
    SpanData push = span("push");
    assertEquals("p1", RecordedSpans.text(push, "messaging.message.id"));
    assertEquals(String.valueOf(ME), RecordedSpans.text(push, "user.id"));
    assertEquals(session.id(), RecordedSpans.number(push, "chat.connection.id"));
  }

  private static void assertRpc(SpanData call, String service, String method) {
    assertEquals("grpc", RecordedSpans.text(call, "rpc.system"));
    assertEquals(service, RecordedSpans.text(call, "rpc.service"));
    assertEquals(method, RecordedSpans.text(call, "rpc.method"));
  }

  /** It may end a little after the client has what it is about. */
  private SpanData span(String name) {
    await().until(() -> spans.find(name).isPresent());
    return spans.named(name);
  }
}
