package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Secrets come from whoever installs it, by the command in OPERATIONS.md, and never from a file.
 */
class SecretsTest {
  private static final Pattern SECRET_NAME = Pattern.compile("(?i)secret|pass|token|key$");
  private static final Pattern LITERAL = Pattern.compile("--from-literal=(\\w+)=(\\S+)");

  @Test
  void noFileHasOne() {
    for (var manifest : ManifestsTest.manifests()) {
      assertFalse(Repository.text(manifest).contains("kind: Secret\n"), "" + manifest);
    }
    for (var kustomization : Repository.files(Manifests.DIRECTORY, "kustomization.yaml")) {
      assertFalse(Repository.text(kustomization).contains("secretGenerator"), "" + kustomization);
    }
    for (var settings : Repository.files(Manifests.DIRECTORY, ".env")) {
      Repository.text(settings)
          .lines()
          .forEach(line -> requireNoSecret(line.split("=", 2)[0], "" + settings));
    }
    Manifests.fileByFile()
        .of(ConfigMap.class)
        .forEach(map -> map.getData().keySet().forEach(name -> requireNoSecret(name, "" + map)));
  }

  @Test
  void noPodHasOneInPlainText() {
    for (Workload workload : Manifests.fileByFile().workloads()) {
      for (EnvVar variable : workload.container().getEnv()) {
        if (SECRET_NAME.matcher(variable.getName()).find()) {
          assertTrue(
              variable.getValue() == null && variable.getValueFrom().getSecretKeyRef() != null,
              workload + ": " + variable.getName());
        }
      }
    }
  }

  @Test
  void theDocumentedCommandMakesAllThatAreAskedFor() {
    Set<String> asked =
        Manifests.fileByFile().workloads().stream()
            .flatMap(workload -> workload.container().getEnv().stream())
            .filter(variable -> variable.getValueFrom() != null)
            .map(variable -> variable.getValueFrom().getSecretKeyRef())
            .filter(Objects::nonNull)
            .peek(reference -> assertEquals("chat-secrets", reference.getName()))
            .map(SecretKeySelector::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> made = new TreeSet<>();
    Matcher literal = LITERAL.matcher(Repository.text("ops/OPERATIONS.md"));
    while (literal.find()) {
      made.add(literal.group(1));
      assertTrue(literal.group(2).contains("$"), "a value that is the same everywhere: " + literal);
    }
    assertEquals(asked, made);
  }

  private static void requireNoSecret(String name, String where) {
    boolean file = name.endsWith("_FILE");
    assertFalse(!file && SECRET_NAME.matcher(name).find(), where + ": " + name);
  }
}
