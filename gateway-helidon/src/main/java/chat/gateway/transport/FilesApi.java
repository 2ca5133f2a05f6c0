package chat.gateway.transport;

import chat.gateway.dialect.MalformedException;
import chat.gateway.session.Caller;
import chat.gateway.session.FileRequests;
import chat.gateway.session.RequestFailed;
import chat.gateway.trace.RequestTrace;
import chat.proto.FilePieces;
import chat.proto.common.Attachment;
import com.google.protobuf.UnsafeByteOperations;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * The REST calls of files, under {@value #PATH}. Files pass piece by piece, so that none is in
 * memory as a whole. Each call runs on its own virtual thread, which {@link Transfers} may
 * interrupt.
 *
 * @param files the message service's
 * @param calls what REST calls have in common
 * @param transfers bounds those that are under way
 */
record FilesApi(FileRequests files, RestCalls calls, Transfers transfers) implements HttpService {
  static final String PATH = "/api/files";

  /** What is read of a body that is refused, so that the client gets to reading why. */
  private static final long MOST_DISCARDED_BYTES = 32 << 20;

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/", calls.sending("/files", this::upload))
        .get("/{id}", calls.sending("/files/{id}", this::download))
        .head("/{id}", calls.sending("/files/{id}", this::download));
  }

  private int upload(ServerRequest request, ServerResponse response) throws MalformedException {
    Attachment file;
    try {
      file = receive(request);
    } catch (RequestFailed | MalformedException e) {
      boolean waitsForUs = request.headers().contains(HeaderNames.EXPECT);
      if (waitsForUs || length(request) > MOST_DISCARDED_BYTES) {
        response.header(HeaderValues.CONNECTION_CLOSE);
      }
      throw e;
    }
    return RestAnswer.done(
            json -> {
              json.writeObjectFieldStart("file");
              json.writeStringField("id", file.getId());
              json.writeStringField("name", file.getName());
              json.writeStringField("type", file.getType());
              json.writeNumberField("size", file.getSize());
              json.writeEndObject();
            })
        .sendTo(response);
  }

  private Attachment receive(ServerRequest request) throws MalformedException {
    Caller caller = calls.caller(request);
    String name =
        request
            .query()
            .first("name")
            .asOptional()
            .orElseThrow(() -> new MalformedException("name is missing"));
    if (request.headers().contains(HeaderNames.CONTENT_ENCODING)) {
      throw new MalformedException("a file must come without Content-Encoding");
    }
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    RequestTrace.current().unhurried();
    try (var transfer = transfers.begin(caller.userId())) {
      Attachment file = files.create(caller, name, type, length(request));
      InputStream body = request.content().inputStream();
      for (int number = 0; number < FilePieces.count(file.getSize()); number++) {
        byte[] piece = read(body, FilePieces.length(file.getSize(), number));
        files.put(caller, file.getId(), number, UnsafeByteOperations.unsafeWrap(piece));
        transfer.moved();
      }
      return file;
    }
  }

  private static long length(ServerRequest request) {
    return request.headers().contentLength().orElse(0);
  }

  /** Whatever goes wrong here, the client does not send any more. */
  private static byte[] read(InputStream body, int length) {
    try {
      byte[] piece = body.readNBytes(length);
      if (piece.length == length) {
        return piece;
      }
    } catch (IOException | RuntimeException e) {
      throw new CloseConnectionException("the client sends no more", e);
    }
    throw new CloseConnectionException("the client sends no more");
  }

  private int download(ServerRequest request, ServerResponse response) {
    Caller caller = calls.caller(request);
    String id = request.path().pathParameters().get("id");
    RequestTrace.current().unhurried();
    try (var transfer = transfers.begin(caller.userId())) {
      Attachment file = files.describe(caller, id);
      return new FileDownload(files, caller, file, transfer).answer(request, response);
    }
  }
}
