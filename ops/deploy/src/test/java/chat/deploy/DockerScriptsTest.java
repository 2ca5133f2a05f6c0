package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The entry point of the services' images, and the script that makes the secrets. */
@Timeout(30)
class DockerScriptsTest {
  @TempDir private Path folder;

  /** In place of Liberty: tells its arguments, its process and what it was told. */
  @BeforeEach
  void install() throws IOException {
    Path server = Files.createDirectories(folder.resolve("bin")).resolve("server");
    Files.writeString(server, "#!/bin/sh\necho \"$*\"; echo $$; env\n");
    Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void theServiceIsToldWhatLiesInFiles() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), " a 'b' $c\\\n\r\n");
    Result service = service(Map.of("JWT_SECRET_FILE", secret.toString(), "DB_PASS", "d"));
    assertEquals(0, service.code);
    assertEquals("run defaultServer", service.lines.getFirst());
    assertEquals(service.pid, Long.parseLong(service.lines.get(1)));
    assertTrue(service.lines.contains("JWT_SECRET= a 'b' $c\\"), service.lines::toString);
    assertTrue(service.lines.contains("DB_PASS=d"));
    assertTrue(service.lines.contains("WLP_LOGGING_CONSOLE_FORMAT=simple"));
    assertTrue(
        service.lines.stream().anyMatch(line -> line.matches("keystore_password=[0-9a-f]{48}")));
  }

  @Test
  void linesOfItsLogMayBeJson() throws Exception {
    assertTrue(
        service(Map.of("LOG_FORMAT", "json")).lines.contains("WLP_LOGGING_CONSOLE_FORMAT=json"));
  }

  @Test
  void whatIsGivenTwiceOrCannotBeReadOrIsEmptyIsSaid() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    refused(
        Map.of("DB_PASS", "x", "DB_PASS_FILE", empty.toString()),
        "DB_PASS and DB_PASS_FILE must not both be set");
    refused(
        Map.of("REDIS_URL_FILE", "/no/file"),
        "REDIS_URL_FILE names a file that cannot be read: /no/file");
    refused(
        Map.of("CONSUL_TOKEN_FILE", empty.toString()),
        "CONSUL_TOKEN_FILE names an empty file: " + empty);
  }

  @Test
  void secretsAreMadeOnceAndForTheOwnerAlone() throws Exception {
    Path directory = folder.resolve("secrets");
    assertEquals(0, run(List.of("ops/docker/secrets.sh", directory.toString()), Map.of()).code);
    Map<String, String> made = contents(directory);
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    assertEquals(6, made.size());
    assertTrue(made.get("jwt_secret").length() >= 64);
    assertEquals(
        "redis://:" + made.get("redis_password").strip() + "@redis:6379\n", made.get("redis_url"));
    assertEquals(0, run(List.of("ops/docker/secrets.sh", directory.toString()), Map.of()).code);
    assertEquals(made, contents(directory));
  }

  private void refused(Map<String, String> environment, String why) throws Exception {
    Result service = service(environment);
    assertEquals(1, service.code);
    assertEquals(List.of("the service cannot start: " + why), service.lines);
  }

  private Result service(Map<String, String> environment) throws Exception {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("WLP_INSTALL", folder.toString());
    return run(List.of("ops/docker/service.sh"), all);
  }

  private static Result run(List<String> script, Map<String, String> environment) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.addAll(script);
    var builder =
        new ProcessBuilder(command).directory(Repository.TOP.toFile()).redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), process.pid(), said.lines().toList());
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private record Result(int code, long pid, List<String> lines) {}
}
