package chat.ops.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.ops.check.client.Crowd;
import chat.ops.check.client.Traffic;
import chat.ops.check.fault.Faults;
import chat.proto.BrokenPromise;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short run of what {@code ops/chat check} does for longer: the promises are kept under faults,
 * and the judgement notices when they are not.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CheckIT {
  private static final long SEED = 20_261_124;
  private static final int PORT_OFFSET = 3_900;

  private static final Report REPORT = new Report(System.out);
  private static CheckStack stack;

  @BeforeAll
  static void start() throws InterruptedException {
    stack =
        CheckStack.start(
            Path.of("target", "stacks"), PORT_OFFSET, CheckStack.FOR_FAULTS.withConsul());
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  @Order(1)
  void thePromisesAreKeptUnderFaults() throws InterruptedException {
    var run = new Run(new Traffic.Size(12, 3, 5, 100), SEED, Duration.ofSeconds(90));
    long begun = System.nanoTime();
    Outcome outcome =
        run.on(
            stack,
            "it",
            () ->
                new Faults(
                        stack.processes(),
                        stack.saboteur(),
                        new SplittableRandom(SEED),
                        true,
                        fault -> REPORT.print(fault, begun))
                    .run(Duration.ofSeconds(25), Duration.ofSeconds(3)));
    REPORT.print(outcome);
    assertTrue(outcome.kept(), "see above");
    assertTrue(outcome.acked() > 0 && !outcome.faults().isEmpty(), "nothing happened");
  }

  @Test
  @Tag("long")
  @Order(2)
  void aRollingRestartLosesNothing() throws InterruptedException {
    Outcome outcome =
        new Rolling(stack, REPORT)
            .run(
                new Run(new Traffic.Size(12, 3, 5, 100), SEED, Duration.ofSeconds(60)),
                "roll",
                new Crowd.Size(300, 10, 4),
                List.of("gateway-1", "gateway-2", "message"));
    assertTrue(outcome.kept(), "see above");
    assertEquals(3, outcome.faults().size());
  }

  /** With the times of ops/k8s. */
  @Test
  @Tag("long")
  @Order(3)
  void aRolloutAsInKubernetesLosesNothing(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path manifests = Path.of("../k8s/base");
    var rollout =
        new Rollout(
            stack,
            REPORT,
            PodEnd.of(manifests.resolve("gateway.yaml"), "chat-gateway"),
            PodEnd.of(manifests.resolve("services.yaml"), "chat-message-service"));
    Outcome outcome =
        rollout.run(
            new Run(new Traffic.Size(12, 3, 5, 40), SEED, Duration.ofSeconds(60)),
            "rollout",
            new Crowd.Size(30, 5, 4),
            directory.resolve("hosts"));
    assertTrue(outcome.kept(), "see above");
    assertEquals(2, outcome.faults().size());
    assertTrue(rollout.saidThatItLeaves("gateway-1"), "readiness stayed on");
    assertTrue(outcome.evidence().history().departures().size() >= 30, "nobody was sent away");
  }

  @Test
  @Tag("long")
  @Order(4)
  void whatIsBrokenOnPurposeIsNoticed() throws InterruptedException {
    var controls = new Controls(stack, REPORT, SEED);
    assertTrue(controls.broken(BrokenPromise.NO_GAP_REPAIR), "no gap repair");
    assertTrue(controls.withoutUniqueKey(), "no unique key");
  }
}
