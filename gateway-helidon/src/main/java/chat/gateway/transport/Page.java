package chat.gateway.transport;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;

/** The page at {@code /}: the files under {@code web} in the program's own jar. */
final class Page {
  /** Nothing but our own files may run or be loaded; pictures of users may come from elsewhere. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src"
          + " 'self'; manifest-src 'self'; img-src 'self' data: http: https:; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private Page() {}

  /** Adds the page, and for every answer on its port the headers that keep browsers careful. */
  static void addTo(HttpRouting.Builder routing) {
    routing
        .addFilter(
            (chain, request, response) -> {
              response
                  .header(HeaderNames.create("Content-Security-Policy"), POLICY)
                  .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
                  .header(HeaderNames.create("Referrer-Policy"), "no-referrer")
                  // Files keep their names from release to release: ask whether they changed.
                  .header(HeaderNames.CACHE_CONTROL, "no-cache");
              chain.proceed();
            })
        .register(
            "/",
            StaticContentFeature.createService(
                ClasspathHandlerConfig.builder().location("/web").welcome("index.html").build()));
  }
}
