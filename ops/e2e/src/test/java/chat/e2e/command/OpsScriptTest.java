package chat.e2e.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.observe.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts beside ops/chat, as far as they need nothing that runs. */
class OpsScriptTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"deploy.sh", "monitor.sh", "test.sh"})
  void sayWhatTheyDoWithoutArguments(String name) throws Exception {
    OpsScript.Result result = new OpsScript(name).run();
    assertEquals(0, result.exitCode());
    assertTrue(result.output().startsWith("ops/" + name), result.output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deploy.sh  | --nonsense            | unknown: --nonsense
          deploy.sh  | --k8s nowhere         | there is no overlay nowhere
          deploy.sh  | --compose --data      | --data goes with --cleanup
          monitor.sh | nonsense              | unknown: nonsense
          monitor.sh | logs                  | logs needs a NAME
          monitor.sh | scale gateway         | scale needs a NAME and a number
          monitor.sh | --on nowhere health   | --on takes local, compose or kubernetes
          test.sh    | nonsense              | unknown: nonsense
          """)
  void refuseWhatMakesNoSense(String name, String words, String why) throws Exception {
    OpsScript.Result result = new OpsScript(name).run(words.split(" "));
    assertEquals(2, result.exitCode(), result.output());
    assertTrue(result.output().contains(why), result.output());
  }

  @Test
  void anUpdateWithComposeIsPartAfterPart() throws Exception {
    var result = new OpsScript("deploy.sh").run("--compose", "--dry-run");
    assertEquals(0, result.exitCode(), result.output());
    assertInOrder(
        result.output(),
        "secrets.sh",
        "build",
        "wait mariadb",
        "run --rm --no-deps -T migration",
        "--wait message-service-1",
        "--wait message-service-2",
        "--wait gateway-1",
        "--wait gateway-2");
  }

  @Test
  void whatIsTakenAwayKeepsItsDataUnlessAsked() throws Exception {
    var script = new OpsScript("deploy.sh");
    assertTrue(!script.run("--cleanup", "--dry-run").output().contains("--volumes"));
    assertTrue(script.run("--cleanup", "--data", "--dry-run").output().contains("--volumes"));
    String kept = script.run("--k8s", "small", "--cleanup", "--dry-run").output();
    assertTrue(kept.contains("delete --selector") && !kept.contains("delete namespace"), kept);
    assertTrue(!kept.contains("persistentvolumeclaim") && !kept.contains("secret"), kept);
  }

  @Test
  void onAClusterTheSecretsComeBeforeWhoNeedsThem() throws Exception {
    var result = new OpsScript("deploy.sh").run("--k8s", "--dry-run");
    assertEquals(0, result.exitCode(), result.output());
    assertInOrder(
        result.output(), "namespace.yaml", "create secret", "--kustomize", "rollout status");
  }

  @ParameterizedTest
  @CsvSource({
    "full, -B verify -Dtests.excluded=none",
    "most, -B verify",
    "quick, -B verify -DskipITs",
  })
  void testsAreMavens(String what, String arguments) throws Exception {
    stub("mvn");
    var result = new OpsScript("test.sh").run(stubsFirst(), what);
    assertEquals(new OpsScript.Result(0, "mvn " + arguments + "\n"), result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          test.sh    | health                              | monitor.sh health
          test.sh    | performance                         | chat check --seconds 120
          test.sh    | performance --faults                | chat check --seconds 120 --faults
          monitor.sh | --on local backup                   | chat backup
          monitor.sh | --on local --data here backup there | chat backup --data here --to there
          monitor.sh | --on local follow redis             | chat logs redis -f
          monitor.sh | --on compose follow redis           | docker compose logs --no-log-prefix\
           --tail 20 --follow redis
          monitor.sh | --on kubernetes follow redis-0      | kubectl --namespace chat logs\
           --tail 20 --follow redis-0
          """)
  void areCommandsOfOthers(String name, String words, String command) throws Exception {
    for (String other : List.of("chat", "monitor.sh", "docker", "kubectl")) {
      stub(other);
    }
    Path script = temporary.resolve(name);
    Files.copy(Path.of("..", name), script, StandardCopyOption.REPLACE_EXISTING);
    var result = new OpsScript(script.toString()).run(stubsFirst(), words.split(" "));
    assertEquals(new OpsScript.Result(0, command + "\n"), result);
  }

  @Test
  void whereABackupTakesMoreThanACommandItIsSaid() throws Exception {
    var result = new OpsScript("monitor.sh").run("--on", "compose", "backup");
    assertEquals(1, result.exitCode(), result.output());
    assertTrue(result.output().contains("\"Backup and restore\" in ops/OPERATIONS.md"));
  }

  @Test
  void haveNothingThatShellcheckKnows() throws Exception {
    Tool.SHELLCHECK.demand();
    List<String> scripts;
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      scripts =
          files
              .filter(file -> file.toString().endsWith(".sh") || file.endsWith("chat"))
              .filter(file -> Files.isRegularFile(file) && !file.toString().contains("/target/"))
              .map(Path::toString)
              .sorted()
              .toList();
    }
    assertTrue(scripts.contains("../chat") && scripts.contains("../deploy.sh"), scripts.toString());
    Tool.SHELLCHECK.run(scripts.toArray());
  }

  /** A program that says how it was called. */
  private void stub(String name) throws IOException {
    Path program = temporary.resolve(name);
    Files.writeString(program, "#!/bin/sh\necho \"${0##*/} $*\"\n");
    assertTrue(program.toFile().setExecutable(true));
  }

  private Map<String, String> stubsFirst() {
    return Map.of("PATH", temporary + ":" + System.getenv("PATH"));
  }

  private static void assertInOrder(String text, String... parts) {
    int from = 0;
    for (String part : parts) {
      int at = text.indexOf(part, from);
      assertTrue(at >= 0, part + " after what comes before it in:\n" + text);
      from = at + part.length();
    }
  }
}
