package chat.e2e;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import chat.e2e.observe.PrometheusServer.Target;
import chat.ops.local.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The stack as Prometheus sees it: with everything that makes metrics appear, which is a gateway
 * with TLS and some traffic with mistakes in it.
 */
record Watched(Stack stack) {
  private static final List<String> TLS_GATEWAY = List.of("gateway-2");
  private static final String PASSWORD = "changeit";

  /** More than {@code FAILED_LOGINS}. */
  private static final int WRONG_PASSWORDS = 12;

  /** What there is to ask; the three services are one process. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    targets.add(new Target("gateway", "gateway-1", stack.gateway(1).probes()));
    targets.add(new Target("gateway", "gateway-2", stack.gateway(2).probes()));
    for (Service service : Service.values()) {
      String job = service.name().toLowerCase(Locale.ROOT) + "-service";
      targets.add(new Target(job, "services", stack.processes().ports().http(service)));
    }
    return targets;
  }

  /** Starts the second gateway anew with a certificate made in a folder. */
  void useTls(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore store = keyStore(folder.resolve("store.p12"));
    byte[] certificate = store.getCertificate("chat").getEncoded();
    byte[] key = store.getKey("chat", PASSWORD.toCharArray()).getEncoded();
    stack
        .processes()
        .restart(
            TLS_GATEWAY,
            Map.of(
                "TLS_CERT_FILE",
                pem(folder.resolve("certificate.pem"), "CERTIFICATE", certificate),
                "TLS_KEY_FILE",
                pem(folder.resolve("key.pem"), "PRIVATE KEY", key),
                "TLS_TCP_PORT",
                "0",
                "TLS_HTTP_PORT",
                "0"));
  }

  /** Starts it anew without. */
  void dropTls() throws InterruptedException {
    stack.processes().restart(TLS_GATEWAY, Map.of());
  }

  private static KeyStore keyStore(Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "chat",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost")
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(Path file, String kind, byte[] content) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
            file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind))
        .toString();
  }

  /** Uses all of it a little: people come, write to each other over both gateways, and err. */
  void use() {
    Person ann = stack.people().make("ann");
    Person ben = stack.people().make("ben");
    Person stranger = stack.people().make("stranger");
    stack.people().befriend(ann, ben);
    int group = stack.people().makeGroup("watched", ann, ben);
    try (var here = stack.page();
        var there = stack.lines(2)) {
      here.logIn(ann);
      there.demand(Json.message(1).put("token", ben.token()));
      here.demand(Json.chat(ben, "one"));
      there.demand(Json.chat(ann, "two"));
      there.demand(Json.message(1003).put("group_id", group).put("content", "three"));
      there.nextPush();
      here.nextPush();
      here.nextPush();
      here.ask(Json.message(1003).put("group_id", Integer.MAX_VALUE).put("content", "nowhere"));
      here.ask(Json.message(2001).put("friend_id", Integer.MAX_VALUE));
    }
    stack.rest().call("GET", "/api/friends", Optional.of(ann.token()), Optional.empty());
    try (var guesser = stack.lines()) {
      for (int i = 0; i < WRONG_PASSWORDS; i++) {
        guesser.ask(Json.message(1).put("id", stranger.id()).put("password", "guess"));
      }
    }
  }

  /** What a target tells. */
  static String metrics(Target target) {
    return new RestClient(target.port()).get("/metrics").body();
  }
}
