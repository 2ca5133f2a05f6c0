package chat.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.ServiceClient;
import chat.proto.ConversationId;
import chat.proto.FilePieces;
import chat.proto.message.CreateFileReply;
import chat.proto.message.CreateFileRequest;
import chat.proto.message.GetFileRequest;
import chat.proto.message.GetPieceReply;
import chat.proto.message.GetPieceRequest;
import chat.proto.message.PutPieceRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files as programs use them that call the message service: pieces, who may read, what is kept. */
@ExtendWith(Stack.Shared.class)
class GrpcFilesIT {
  private static final ByteString FULL = ByteString.copyFrom(new byte[FilePieces.BYTES]);
  private static final ByteString ONE = ByteString.copyFromUtf8("1");

  private ServiceClient services;
  private Person ada;
  private Person bob;
  private Person eve;

  @BeforeEach
  void connect(Stack stack) {
    services = stack.services();
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
    eve = stack.people().make("eve");
  }

  @AfterEach
  void disconnect() {
    services.close();
  }

  @Test
  void aFileIsThereWhenItsLastMissingPieceHasCome() {
    String id = create(ada, "a.txt", FilePieces.BYTES + 1L).getFile().getId();
    assertEquals(404, get(ada, id));
    assertEquals(0, put(ada, id, 1, ByteString.copyFromUtf8("x")));
    assertEquals(0, put(ada, id, 1, ONE), "again, and it takes the place of the first");
    assertEquals(404, get(ada, id));
    assertEquals(404, piece(ada, id, 1).getErrno());
    assertEquals(0, put(ada, id, 0, FULL));
    assertEquals(0, get(ada, id));
    assertEquals(ONE, piece(ada, id, 1).getData());
    assertEquals(FULL, piece(ada, id, 0).getData());
    assertEquals(404, piece(ada, id, 2).getErrno());
    assertEquals(404, piece(ada, id, -1).getErrno());
  }

  @Test
  void aFileThatIsCompleteIsNeverChanged() {
    String id = store(ada);
    assertEquals(0, put(ada, id, 0, ONE), "the same again does no harm");
    assertEquals(409, put(ada, id, 0, ByteString.copyFromUtf8("2")));
    assertEquals(ONE, piece(ada, id, 0).getData());
  }

  @Test
  void piecesHaveTheirLengthAndTheirOwner() {
    String id = create(ada, "a", FilePieces.BYTES + 1L).getFile().getId();
    assertEquals(400, put(ada, id, 0, ONE));
    assertEquals(400, put(ada, id, 1, FULL));
    assertEquals(400, put(ada, id, 1, ByteString.EMPTY));
    assertEquals(404, put(ada, id, 2, ONE));
    assertEquals(404, put(ada, id, -1, ONE));
    assertEquals(404, put(bob, id, 0, FULL));
    assertEquals(404, put(ada, "nonsense", 0, FULL));
    var refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> services.files("").getFile(GetFileRequest.getDefaultInstance()));
    assertEquals(Status.Code.UNAUTHENTICATED, refused.getStatus().getCode());
  }

  @Test
  void aUserKeepsNoMoreThanIsAllowed(Stack stack) {
    Rows.change(
        stack,
        "INSERT INTO files (id, owner_id, name, type, size, created_ms) VALUES ('%s', %d, 'a', 'b/c', %d, %d)"
            .formatted(
                "%032x".formatted(ada.id()),
                ada.id(),
                (1L << 30) - 100,
                System.currentTimeMillis()));
    assertEquals(0, create(ada, "a", 100).getErrno());
    CreateFileReply refused = create(ada, "a", 100);
    assertEquals(413, refused.getErrno(), refused.getErrmsg());
    assertEquals(0, create(bob, "a", 100).getErrno());
  }

  @Test
  void whoSeesAPrivateMessageReadsItsFile(Stack stack) {
    String id = store(ada);
    assertEquals(404, get(bob, id));
    attach(stack, id, ConversationId.ofUsers(ada.id(), bob.id()), chat(stack, bob));
    assertEquals(0, get(bob, id));
    assertEquals(ONE, piece(bob, id, 0).getData());
    assertEquals(404, get(eve, id));
    assertEquals(404, piece(eve, id, 0).getErrno());
    assertEquals(404, put(bob, id, 0, ONE), "readers are no owners");
    recall(stack, ConversationId.ofUsers(ada.id(), bob.id()));
    assertEquals(404, get(bob, id));
    assertEquals(0, get(ada, id));
  }

  @Test
  void whoIsInTheGroupAndWasThenReadsItsFile(Stack stack) {
    int group = stack.people().makeGroup("team", ada, bob);
    String id = store(ada);
    try (var adas = stack.lines()) {
      adas.logIn(ada);
      long first = seq(adas.demand(Json.message(1003).put("group_id", group).put("content", "a")));
      attach(stack, id, ConversationId.ofGroup(group), first);
      assertEquals(0, get(bob, id));
      assertEquals(404, get(eve, id));
      adas.demand(Json.message(2005).put("group_id", group).put("user_id", eve.id()));
      assertEquals(404, get(eve, id), "it was there before");
      long later = seq(adas.demand(Json.message(1003).put("group_id", group).put("content", "b")));
      attach(stack, id, ConversationId.ofGroup(group), later);
      assertEquals(0, get(eve, id));
      adas.demand(Json.message(2013).put("group_id", group).put("user_id", bob.id()));
      assertEquals(404, get(bob, id), "is a member no more");
    }
  }

  @Test
  void whatNobodyNeedsIsDeletedAfterADay(Stack stack) {
    long seq = chat(stack, bob);
    ConversationId conversation = ConversationId.ofUsers(ada.id(), bob.id());
    String used = store(ada);
    attach(stack, used, conversation, seq);
    String young = store(ada);
    String unused = create(ada, "a", 40L * FilePieces.BYTES).getFile().getId();
    for (int number = 0; number < 40; number++) {
      assertEquals(0, put(ada, unused, number, FULL));
    }
    String broken = create(ada, "a", 1).getFile().getId();
    String recalled = store(ada);
    attach(stack, recalled, ConversationId.ofUsers(ada.id(), eve.id()), chat(stack, eve));
    recall(stack, ConversationId.ofUsers(ada.id(), eve.id()));

    Rows.change(
        stack,
        "UPDATE files SET created_ms = created_ms - 86400000 WHERE owner_id = %d AND id <> '%s'"
            .formatted(ada.id(), young));
    await().until(() -> files(stack), List.of(2)::equals);
    assertEquals(0, get(bob, used));
    assertEquals(0, get(ada, young));
    for (String gone : List.of(unused, broken, recalled)) {
      assertEquals(404, get(ada, gone));
      for (String table : List.of("file_pieces", "file_uses")) {
        assertEquals(
            List.of(0),
            Rows.numbers(
                stack, "SELECT COUNT(*) FROM %s WHERE file_id = '%s'".formatted(table, gone)));
      }
    }
  }

  private List<Integer> files(Stack stack) {
    return Rows.numbers(stack, "SELECT COUNT(*) FROM files WHERE owner_id = " + ada.id());
  }

  private CreateFileReply create(Person owner, String name, long size) {
    var request = CreateFileRequest.newBuilder().setName(name).setSize(size).build();
    return services.files(owner.token()).createFile(request);
  }

  /** A whole file of one byte. */
  private String store(Person owner) {
    String id = create(owner, "a", 1).getFile().getId();
    assertEquals(0, put(owner, id, 0, ONE));
    return id;
  }

  private int put(Person owner, String id, int number, ByteString data) {
    var request =
        PutPieceRequest.newBuilder().setFileId(id).setNumber(number).setData(data).build();
    return services.files(owner.token()).putPiece(request).getErrno();
  }

  private int get(Person reader, String id) {
    var request = GetFileRequest.newBuilder().setFileId(id).build();
    return services.files(reader.token()).getFile(request).getErrno();
  }

  private GetPieceReply piece(Person reader, String id, int number) {
    var request = GetPieceRequest.newBuilder().setFileId(id).setNumber(number).build();
    return services.files(reader.token()).getPiece(request);
  }

  private long chat(Stack stack, Person receiver) {
    try (var adas = stack.lines()) {
      adas.logIn(ada);
      return seq(adas.demand(Json.chat(receiver, "for " + receiver.name())));
    }
  }

  private static long seq(JsonNode ack) {
    return ack.get("seq").longValue();
  }

  private static void attach(Stack stack, String id, ConversationId conversation, long seq) {
    Rows.change(
        stack,
        "INSERT INTO file_uses VALUES ('%s', %d, %d)".formatted(id, conversation.value(), seq));
  }

  private static void recall(Stack stack, ConversationId conversation) {
    Rows.change(
        stack,
        "UPDATE messages SET recalled_ms = 1 WHERE conversation_id = " + conversation.value());
  }
}
