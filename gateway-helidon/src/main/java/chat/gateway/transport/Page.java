package chat.gateway.transport;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** The page at {@code /}, and that of administrators at {@code /admin/}. */
final class Page {
  /**
   * Nothing but our own files may run or be loaded, and no text becomes HTML but the page's own
   * templates. Pictures may come from elsewhere, as profiles name them; files of messages are
   * fetched with the token and shown as blobs.
   */
  private static final Header POLICY =
      HeaderValues.createCached(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src"
              + " 'self'; manifest-src 'self'; img-src 'self' blob: data: http: https:; form-action"
              + " 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for"
              + " 'script'; trusted-types lit-html");

  private static final Header NO_SNIFFING =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");
  private static final Header NO_REFERRER =
      HeaderValues.createCached("Referrer-Policy", "no-referrer");

  /** Ask whether it has changed. */
  private static final Header ASK =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");

  /** A year. */
  private static final Header KEEP =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");

  private static final Header GZIP =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
  private static final Header BY_ENCODING =
      HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");

  private final PageFiles files = PageFiles.read();

  private Page() {}

  /** Adds the page, and for every answer on its port the headers that keep browsers careful. */
  static void addTo(HttpRouting.Builder routing) {
    var page = new Page();
    routing
        .addFilter(
            (chain, request, response) -> {
              response.header(POLICY).header(NO_SNIFFING).header(NO_REFERRER).header(ASK);
              chain.proceed();
            })
        .route(Method.predicate(Method.GET, Method.HEAD), PathMatchers.any(), page::answer);
  }

  private void answer(ServerRequest request, ServerResponse response) {
    String path = request.path().path().substring(1);
    Optional<PageFile> file = files.find(path);
    if (file.isPresent()) {
      send(file.get(), files.isForGood(path), request, response);
    } else {
      response.next();
    }
  }

  private static void send(
      PageFile file, boolean isForGood, ServerRequest request, ServerResponse response) {
    response
        .header(isForGood ? KEEP : ASK)
        .header(BY_ENCODING)
        .header(HeaderNames.ETAG, file.tag());
    if (has(request, HeaderNames.IF_NONE_MATCH, file.tag())) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, file.type());
    if (file.isPartOfPage()) {
      // It is the policy of the page that counts, and this is longer than many of the files.
      response.headers().remove(POLICY.headerName());
    }
    Optional<byte[]> smaller =
        has(request, HeaderNames.ACCEPT_ENCODING, "gzip") ? file.smaller() : Optional.empty();
    if (smaller.isPresent()) {
      response.header(GZIP);
    }
    byte[] bytes = smaller.orElse(file.bytes());
    if (request.prologue().method().equals(Method.HEAD)) {
      response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length)).send();
    } else {
      response.send(bytes);
    }
  }

  private static boolean has(ServerRequest request, HeaderName name, String part) {
    return request.headers().first(name).orElse("").contains(part);
  }
}
