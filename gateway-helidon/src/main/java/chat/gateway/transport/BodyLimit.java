package chat.gateway.transport;

import chat.proto.ErrorCode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.OptionalInt;

/**
 * Lets no long bodies pass but those of files, which {@link FilesApi} bounds: the server's own
 * limit would hold for both. A body must say how long it is, as the server reads one that does not
 * in chunks of any size. The connection of a body that is refused is closed, for it is not read.
 *
 * @param maxBytes of a body that is no file
 */
record BodyLimit(int maxBytes) implements Filter {

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
      refuse(response, ErrorCode.MALFORMED, "a body needs Content-Length");
    } else if (!isFile(request) && request.headers().contentLength().orElse(0) > maxBytes) {
      refuse(response, ErrorCode.TOO_LONG, "the body is too long");
    } else {
      chain.proceed();
    }
  }

  private static boolean isFile(RoutingRequest request) {
    return request.prologue().method().equals(Method.POST)
        && request.path().path().equals(FilesApi.PATH);
  }

  private static void refuse(RoutingResponse response, ErrorCode code, String message) {
    response.header(HeaderValues.CONNECTION_CLOSE);
    RestAnswer.failed(code, message, OptionalInt.empty()).sendTo(response);
    RestCalls.closeIfSaid(response);
  }
}
