package chat.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that has pods, each with one container.
 *
 * @param object the Deployment, StatefulSet or Job
 * @param template of its pods
 */
record Workload(HasMetadata object, PodTemplateSpec template) {

  /** Of an object, if it has pods. */
  static Optional<Workload> of(HasMetadata object) {
    return switch (object) {
      case Deployment it -> Optional.of(new Workload(it, it.getSpec().getTemplate()));
      case StatefulSet it -> Optional.of(new Workload(it, it.getSpec().getTemplate()));
      case Job it -> Optional.of(new Workload(it, it.getSpec().getTemplate()));
      default -> Optional.empty();
    };
  }

  String name() {
    return object.getMetadata().getName();
  }

  PodSpec pod() {
    return template.getSpec();
  }

  Container container() {
    if (pod().getContainers().size() != 1 || !pod().getInitContainers().isEmpty()) {
      throw new AssertionError(this + " has several containers");
    }
    return pod().getContainers().getFirst();
  }

  Map<String, String> labels() {
    return template.getMetadata().getLabels();
  }

  /** The image without registry and tag. */
  String image() {
    String image = container().getImage();
    return image.substring(image.lastIndexOf('/') + 1, image.lastIndexOf(':'));
  }

  String tag() {
    String image = container().getImage();
    return image.substring(image.lastIndexOf(':') + 1);
  }

  /** Which of our programs it runs; none where it is somebody else's. */
  Optional<Program> program() {
    return Stream.of(Program.values()).filter(one -> one.image().equals(image())).findFirst();
  }

  /** The number of a port that the container has by this name. */
  int port(String name) {
    return container().getPorts().stream()
        .filter(port -> name.equals(port.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(() -> new AssertionError(this + " has no port " + name));
  }

  /** How long it goes on serving after its end was asked for, before it is told. */
  long preStopSeconds() {
    return container().getLifecycle().getPreStop().getSleep().getSeconds();
  }

  @Override
  public String toString() {
    return object.getKind() + " " + name();
  }
}
