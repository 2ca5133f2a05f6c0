package chat.gateway.transport;

import chat.gateway.session.Caller;
import chat.gateway.session.FileRequests;
import chat.gateway.session.RequestFailed;
import chat.proto.ErrorCode;
import chat.proto.FilePieces;
import chat.proto.common.Attachment;
import com.google.protobuf.ByteString;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file on its way to a client: all of it, one range of it, or its description alone (HEAD). Used
 * by one thread.
 *
 * @param files the message service's
 * @param caller may read the file, and is asked again for every piece
 * @param file what is sent
 * @param transfer counts while it is sent
 */
record FileDownload(
    FileRequests files, Caller caller, Attachment file, Transfers.Transfer transfer) {
  private static final int PARTIAL = 206;
  private static final int NO_SUCH_RANGE = 416;

  /**
   * Sends it; the status.
   *
   * @throws RequestFailed when nothing could be fetched, and nothing was sent
   * @throws CloseConnectionException when it broke off
   */
  int answer(ServerRequest request, ServerResponse response) {
    if (request.prologue().method().equals(Method.HEAD)) {
      FileHeaders.addTo(response, file);
      response.contentLength(file.getSize());
      response.send();
      return response.status().code();
    }
    return switch (ByteRange.of(range(request), file.getSize())) {
      case ByteRange.Whole _ ->
          send(response, ErrorCode.OK.httpStatus(), new ByteRange.Part(0, file.getSize() - 1));
      case ByteRange.Part part -> send(response, PARTIAL, part);
      case ByteRange.Beyond _ -> {
        response.header(HeaderNames.CONTENT_RANGE, "bytes */" + file.getSize());
        yield RestAnswer.failed(
                NO_SUCH_RANGE,
                ErrorCode.MALFORMED,
                "the file has no such bytes",
                OptionalInt.empty())
            .sendTo(response);
      }
    };
  }

  /** The header; not that of somebody who has a part of another file. */
  private Optional<String> range(ServerRequest request) {
    boolean ofAnother =
        request
            .headers()
            .first(HeaderNames.IF_RANGE)
            .filter(tag -> !tag.equals(FileHeaders.tag(file)))
            .isPresent();
    return ofAnother ? Optional.empty() : request.headers().first(HeaderNames.RANGE);
  }

  private int send(ServerResponse response, int status, ByteRange.Part part) {
    int number = FilePieces.numberOf(part.first());
    // Before the first word of the answer, so that a service that is away is said to be.
    ByteString piece = files.piece(caller, file.getId(), number);
    FileHeaders.addTo(response, file);
    if (status == PARTIAL) {
      response.header(
          HeaderNames.CONTENT_RANGE,
          "bytes %d-%d/%d".formatted(part.first(), part.last(), file.getSize()));
    }
    response.status(status).contentLength(part.length());
    OutputStream out = response.outputStream();
    write(out, number, piece, part);
    while (number < FilePieces.numberOf(part.last())) {
      number++;
      write(out, number, next(number), part);
    }
    end(out);
    return status;
  }

  private ByteString next(int number) {
    try {
      return files.piece(caller, file.getId(), number);
    } catch (RequestFailed e) {
      throw new CloseConnectionException("the rest of a file could not be fetched", e);
    }
  }

  /** Sends what is wanted of a piece. */
  private void write(OutputStream out, int number, ByteString piece, ByteRange.Part part) {
    long start = FilePieces.start(number);
    int from = (int) Math.max(0, part.first() - start);
    int to = (int) Math.min(piece.size(), part.last() + 1 - start);
    try {
      piece.substring(from, to).writeTo(out);
      out.flush();
    } catch (IOException | RuntimeException e) {
      throw new CloseConnectionException("the client takes no more", e);
    }
    transfer.moved();
  }

  private static void end(OutputStream out) {
    try {
      out.close();
    } catch (IOException | RuntimeException e) {
      throw new CloseConnectionException("the client takes no more", e);
    }
  }
}
