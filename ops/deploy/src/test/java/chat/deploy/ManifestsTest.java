package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest is read strictly. */
class ManifestsTest {
  private static final String GATEWAY = "base/gateway.yaml";

  static List<Path> manifests() {
    return Repository.files(Manifests.DIRECTORY, ".yaml").stream()
        .filter(path -> !path.endsWith("kustomization.yaml"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void isWhatKubernetesKnows(Path manifest) throws IOException {
    Manifests read = Manifests.read(Repository.text(manifest));
    assertFalse(read.all().isEmpty());
    for (var object : read.all()) {
      boolean everywhere = object.getKind().equals("Namespace");
      assertEquals(
          everywhere ? null : "chat", object.getMetadata().getNamespace(), () -> "" + object);
      assertEquals(
          "chat",
          object.getMetadata().getLabels().get("app.kubernetes.io/part-of"),
          () -> "" + object);
    }
  }

  /** That it would be noticed: each changes one line of a good file into a bad one. */
  @ParameterizedTest
  @CsvSource({
    "minReadySeconds: 20, minReadySecond: 20, minReadySecond",
    "minReadySeconds: 20, minReadySeconds: soon, minReadySeconds",
    "'automountServiceAccountToken: false', 'automountServiceAccountToken: \"false\"', Boolean",
    "'  replicas: 2', '  replicas: 2\n  replicas: 2', Duplicate",
    "'  replicas: 2', '  replicas: \"2\"', replicas",
    "name: tcp, name: 7000, String",
    "path: /health/ready, pathname: /health/ready, pathname",
    "apiVersion: apps/v1, apiVersion: apps/v2, apps/v2",
    "seconds: 10, second: 10, second"
  })
  void mistakesAreNoticed(String good, String bad, String said) throws IOException {
    String manifest = Repository.text(Repository.TOP.resolve(Manifests.DIRECTORY).resolve(GATEWAY));
    assertTrue(manifest.contains(good), good);
    Manifests.read(manifest);
    IOException noticed =
        assertThrows(IOException.class, () -> Manifests.read(manifest.replaceFirst(good, bad)));
    assertTrue(noticed.getMessage().contains(said), noticed.getMessage());
  }

  @Test
  void theFourFilesCanBeAppliedFromOnePlace() throws IOException {
    for (String name : List.of("namespace", "configmap", "services", "gateway")) {
      Path directory = Repository.TOP.resolve(Manifests.DIRECTORY);
      assertTrue(
          Files.isSameFile(
              directory.resolve(name + ".yaml"), directory.resolve("base/" + name + ".yaml")),
          name);
    }
  }
}
