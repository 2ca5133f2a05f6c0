package chat.ops.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Kafka: broker and controller in one small JVM. What it keeps is small and short-lived, as a push
 * is only a hint.
 */
final class KafkaPart {
  /** Any name that fits will do, as there is one broker. */
  private static final String CLUSTER = "chat-local-stack-kafka";

  private final Blueprint blueprint;
  private final Path directory;
  private final Path settings;

  private KafkaPart(Blueprint blueprint) {
    this.blueprint = blueprint;
    this.directory = blueprint.data().of("kafka");
    this.settings = directory.resolve("server.properties");
  }

  static Part of(Blueprint blueprint) {
    return new KafkaPart(blueprint).part();
  }

  private Part part() {
    Ports ports = blueprint.ports();
    Software software = blueprint.software();
    List<String> cached =
        JavaOptions.cached(software, "kafka", software.kafka(), blueprint.makesCaches());
    return new Part(
        "kafka",
        List.of(ports.kafka(), ports.kafkaController()),
        Part.LOOPBACK,
        this::prepare,
        directory,
        Map.of(),
        java(cached, "kafka.Kafka", settings.toString()),
        Probe.kafka(ports.kafka()));
  }

  private List<String> java(List<String> more, String... program) {
    List<String> command = new ArrayList<>();
    command.add(Software.java().toString());
    command.addAll(JavaOptions.small(128));
    command.addAll(more);
    command.add("-Djava.util.logging.config.file=" + directory.resolve("logging.properties"));
    command.addAll(List.of("-cp", blueprint.software().kafka() + "/*"));
    command.addAll(Arrays.asList(program));
    return command;
  }

  private void prepare() throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("logging.properties"),
        """
        handlers=java.util.logging.ConsoleHandler
        .level=WARNING
        kafka.server.level=INFO
        java.util.logging.SimpleFormatter.format=%1$tF %1$tT.%1$tL %4$s %3$s %5$s%6$s%n
        """);
    Files.writeString(settings, properties());
    if (!Files.exists(directory.resolve("data/meta.properties"))) {
      format();
    }
  }

  private String properties() {
    return """
        process.roles=broker,controller
        node.id=1
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%4$d,CONTROLLER://127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        controller.quorum.voters=1@127.0.0.1:%2$d
        inter.broker.listener.name=PLAINTEXT
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        log.segment.bytes=16777216
        log.retention.ms=600000
        log.cleaner.dedupe.buffer.size=4194304
        num.network.threads=1
        num.io.threads=2
        background.threads=1
        """
        .formatted(
            blueprint.ports().kafka(),
            blueprint.ports().kafkaController(),
            directory.resolve("data").toString().replace("\\", "\\\\"),
            blueprint.reachKafka());
  }

  private void format() throws IOException, InterruptedException {
    Path log = blueprint.data().log("kafka");
    List<String> format =
        java(
            List.of(),
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            CLUSTER,
            "--config",
            settings.toString());
    if (!blueprint.preparations().run("kafka", Map.of(), format, Path.of("/dev/null"))) {
      throw new StackFailure("Kafka could not format its data directory; read " + log);
    }
  }
}
