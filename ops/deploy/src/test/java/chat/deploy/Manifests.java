package chat.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Kubernetes' objects, read as strictly as its API server does when it is told to be strict:
 * unknown fields, fields that are there twice and values of another type are mistakes.
 *
 * @param all in their order
 */
record Manifests(List<HasMetadata> all) {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.ofEntries(
          Map.entry("v1 Namespace", Namespace.class),
          Map.entry("v1 ConfigMap", ConfigMap.class),
          Map.entry("v1 Service", Service.class),
          Map.entry("v1 ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1 Deployment", Deployment.class),
          Map.entry("apps/v1 StatefulSet", StatefulSet.class),
          Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("batch/v1 Job", Job.class),
          Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
          Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class));

  private static final ObjectMapper STRICT = strict();

  /** Where they are. */
  static final String DIRECTORY = "ops/k8s";

  Manifests {
    all = List.copyOf(all);
  }

  /**
   * Reads the documents of a YAML text.
   *
   * @throws IOException that says what is wrong, and where
   */
  static Manifests read(String yaml) throws IOException {
    List<HasMetadata> read = new ArrayList<>();
    try (var parser = STRICT.getFactory().createParser(yaml);
        MappingIterator<JsonNode> documents = STRICT.readValues(parser, JsonNode.class)) {
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        String kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
        if (!KINDS.containsKey(kind)) {
          throw new IOException("not one of the kinds that are known here: " + kind);
        }
        read.add(STRICT.treeToValue(document, KINDS.get(kind)));
      }
    }
    return new Manifests(read);
  }

  /** Files, one after the other, as {@code kubectl apply -f} takes them. */
  static Manifests files(String... names) {
    return new Manifests(
        Arrays.stream(names)
            .map(name -> Repository.TOP.resolve(DIRECTORY).resolve(name))
            .flatMap(path -> file(path).all().stream())
            .toList());
  }

  /** What a small cluster gets, file by file. */
  static Manifests fileByFile() {
    return files(
        "namespace.yaml",
        "configmap.yaml",
        "overlays/small/mariadb.yaml",
        "overlays/small/kafka.yaml",
        "overlays/small/redis.yaml",
        "services.yaml",
        "gateway.yaml");
  }

  private static Manifests file(Path path) {
    try {
      return read(Repository.text(path));
    } catch (IOException e) {
      throw new AssertionError(path + ": " + e.getMessage(), e);
    }
  }

  /** Those of a kind. */
  <T extends HasMetadata> Stream<T> of(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The one of a kind and a name. */
  <T extends HasMetadata> T one(Class<T> kind, String name) {
    return of(kind)
        .filter(object -> object.getMetadata().getName().equals(name))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two are called " + name);
            })
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name));
  }

  /** All that have pods. */
  List<Workload> workloads() {
    return all.stream().flatMap(object -> Workload.of(object).stream()).toList();
  }

  private static ObjectMapper strict() {
    var mapper =
        YAMLMapper.builder(
                YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new WithoutRemainder())
            .build();
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }

  /** The models keep unknown fields in a map; here they are unknown. */
  private static final class WithoutRemainder extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
