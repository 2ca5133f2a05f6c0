package chat.ops.check;

import chat.ops.check.client.Traffic;
import chat.ops.check.fault.Fault;
import chat.ops.check.fault.FaultReport;
import chat.ops.check.fault.Parts;
import chat.ops.check.fault.Saboteur;
import chat.ops.check.judge.Judge;
import chat.proto.BrokenPromise;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The negative controls: each breaks one promise on purpose, lets the fault happen against which
 * that promise stands, and fails unless the judgement turns red. Before them the same faults strike
 * the whole system, which must stay green; else a red control would prove nothing.
 */
final class Controls {
  private static final Duration CALM = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration SLOW = Duration.ofSeconds(16);
  private static final Traffic.Size SIZE = new Traffic.Size(12, 2, 5, 120);

  /** So that nothing but the promise in question brings a push that was lost. */
  private static final Map<String, String> NO_TAIL_CHECK_IN_TIME =
      Map.of("TAIL_CHECK_PERIOD", "PT10M");

  private static final Fault KILL_MARIADB =
      new Fault(Fault.Kind.KILL, "mariadb", Duration.ofMillis(500));
  private static final Fault EMPTY_REDIS = new Fault(Fault.Kind.EMPTY, "redis", Duration.ZERO);
  private static final String WHOLE = "whole";
  private static final String NO_UNIQUE_KEY = "no-unique-key";
  private static final Fault NOTHING = new Fault(Fault.Kind.SLOW, "user", Duration.ofMillis(100));

  private static final String VICTIM = Parts.MESSAGE.getFirst();

  private final CheckStack stack;
  private final Report report;
  private final long seed;
  private final Map<String, Map<String, String>> settings = new HashMap<>();

  Controls(CheckStack stack, Report report, long seed) {
    this.stack = stack;
    this.report = report;
    this.seed = seed;
  }

  /**
   * Runs all; whether the whole system stayed green and every broken one turned red.
   *
   * @param only the names of those to run; empty for all
   */
  boolean run(Set<String> only) throws InterruptedException {
    boolean asExpected = !isWanted(only, WHOLE) || whole();
    for (BrokenPromise promise : BrokenPromise.values()) {
      asExpected &= !isWanted(only, promise.label()) || broken(promise);
    }
    // The last one, as its duplicates do not let the key come back.
    asExpected &= !isWanted(only, NO_UNIQUE_KEY) || withoutUniqueKey();
    return asExpected;
  }

  /** The names of all. */
  static List<String> names() {
    return Stream.of(
            Stream.of(WHOLE),
            Arrays.stream(BrokenPromise.values()).map(BrokenPromise::label),
            Stream.of(NO_UNIQUE_KEY))
        .flatMap(Function.identity())
        .toList();
  }

  /** Runs the whole system; whether it stayed green. */
  boolean whole() throws InterruptedException {
    boolean green = expectGreen("nothing", KILL_MARIADB, EMPTY_REDIS, EMPTY_REDIS);
    Outcome slowed = runWithSlowArchive(EMPTY_REDIS, EMPTY_REDIS);
    green &= told("nothing, slow archive", slowed, slowed.kept());
    use(Parts.GATEWAYS, NO_TAIL_CHECK_IN_TIME);
    green &= expectGreen("nothing, late tail checks", EMPTY_REDIS, NOTHING);
    Outcome replayed = runToTheLastKill();
    stack.processes().restart(VICTIM);
    green &= told("nothing, killed at the end", replayed, replayed.kept());
    return green;
  }

  /** Breaks one promise; whether that was noticed. */
  boolean broken(BrokenPromise promise) throws InterruptedException {
    Map<String, String> broken = Map.of(BrokenPromise.SETTING, promise.label());
    return switch (promise) {
      case ACK_BEFORE_COMMIT -> {
        use(Parts.GATEWAYS, Map.of());
        use(Parts.MESSAGE, broken);
        yield expectRed(promise.label(), List.of(Judge.KEPT_ONCE), KILL_MARIADB, KILL_MARIADB);
      }
      case SEQ_FROM_REDIS -> {
        use(Parts.GATEWAYS, Map.of());
        use(Parts.MESSAGE, broken);
        yield expectRed(promise.label(), List.of(Judge.GAPLESS), KILL_MARIADB, NOTHING);
      }
      case NO_OUTBOX_REPLAY -> {
        use(Parts.GATEWAYS, NO_TAIL_CHECK_IN_TIME);
        use(Parts.MESSAGE, broken);
        Outcome outcome = runToTheLastKill();
        stack.processes().restart(VICTIM);
        yield told(promise.label(), outcome, outcome.broke(List.of(Judge.EVERYTHING)));
      }
      case NO_GAP_REPAIR -> {
        use(Parts.MESSAGE, Map.of());
        use(Parts.GATEWAYS, broken);
        Outcome outcome = runWithSlowArchive(EMPTY_REDIS, EMPTY_REDIS);
        yield told(promise.label(), outcome, outcome.broke(List.of(Judge.NOTHING_SKIPPED)));
      }
      case NO_TAIL_CHECK -> {
        use(Parts.MESSAGE, Map.of());
        use(Parts.GATEWAYS, broken);
        yield expectRed(promise.label(), List.of(Judge.EVERYTHING), EMPTY_REDIS);
      }
      case NO_ROUTE_HEALING -> {
        use(Parts.MESSAGE, Map.of());
        Map<String, String> both = new HashMap<>(NO_TAIL_CHECK_IN_TIME);
        both.putAll(broken);
        use(Parts.GATEWAYS, both);
        yield expectRed(promise.label(), List.of(Judge.EVERYTHING), EMPTY_REDIS, NOTHING);
      }
    };
  }

  /** Takes the unique key of (sender, msg_id) away; whether that was noticed. */
  boolean withoutUniqueKey() throws InterruptedException {
    use(Parts.MESSAGE, Map.of());
    use(Parts.GATEWAYS, Map.of());
    try (Connection connection = stack.processes().database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE messages DROP INDEX messages_msg_id");
    } catch (SQLException e) {
      throw new IllegalStateException("the unique key cannot be dropped", e);
    }
    return expectRed(NO_UNIQUE_KEY, List.of(Judge.KEPT_ONCE), NOTHING, NOTHING);
  }

  private static boolean isWanted(Set<String> only, String name) {
    return only.isEmpty() || only.contains(name);
  }

  private boolean expectGreen(String what, Fault... strikes) throws InterruptedException {
    Outcome outcome = run(strikes);
    return told(what, outcome, outcome.kept());
  }

  /** Red for the right reason: one of these promises must be seen to be broken. */
  private boolean expectRed(String what, List<String> promises, Fault... strikes)
      throws InterruptedException {
    Outcome outcome = run(strikes);
    return told(what, outcome, outcome.broke(promises));
  }

  private boolean told(String what, Outcome outcome, boolean asExpected) {
    if (!asExpected) {
      report.print(outcome);
    }
    report.printControl(what, asExpected, outcome);
    return asExpected;
  }

  /**
   * Chatting ends with the kill, so that no later message reveals those that were not published.
   */
  private Outcome runToTheLastKill() throws InterruptedException {
    return run(
        () -> {
          Thread.sleep(CALM);
          stack.saboteur().killBeforePublish(VICTIM, Duration.ofMillis(500));
          return List.of();
        });
  }

  /**
   * Hints come past the message services' slow links: so the one that reveals a gap comes before
   * the tail check that would close it.
   */
  private Outcome runWithSlowArchive(Fault... strikes) throws InterruptedException {
    return run(
        () -> {
          try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Fault>> slow = Parts.MESSAGE.stream().map(this::slowed).toList();
            List<Future<Fault>> begun = slow.stream().map(threads::submit).toList();
            List<FaultReport> reports = strike(strikes);
            for (Future<Fault> one : begun) {
              one.get();
            }
            return reports;
          } catch (ExecutionException e) {
            throw new IllegalStateException("a link could not be slowed down", e);
          }
        });
  }

  private Outcome run(Fault... strikes) throws InterruptedException {
    return run(() -> strike(strikes));
  }

  private Outcome run(Run.Meanwhile meanwhile) throws InterruptedException {
    return new Run(SIZE, seed, PATIENCE).on(stack, "c" + System.nanoTime(), meanwhile);
  }

  private Callable<Fault> slowed(String part) {
    return () -> {
      Fault fault = new Fault(Fault.Kind.SLOW, part, SLOW);
      stack.saboteur().strike(fault);
      return fault;
    };
  }

  private List<FaultReport> strike(Fault... strikes) throws InterruptedException {
    List<FaultReport> reports = new ArrayList<>();
    Saboteur saboteur = stack.saboteur();
    for (Fault strike : strikes) {
      Thread.sleep(CALM);
      long start = System.nanoTime();
      saboteur.strike(strike);
      reports.add(new FaultReport(strike, start, System.nanoTime(), System.nanoTime(), ""));
    }
    return reports;
  }

  private void use(List<String> parts, Map<String, String> wanted) throws InterruptedException {
    List<String> others =
        parts.stream()
            .filter(part -> !wanted.equals(settings.getOrDefault(part, Map.of())))
            .toList();
    others.forEach(part -> settings.put(part, wanted));
    stack.processes().restart(others, wanted);
  }
}
