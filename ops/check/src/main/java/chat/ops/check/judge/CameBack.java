package chat.ops.check.judge;

import chat.ops.check.history.Departure;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whoever a stopping gateway sends away is told when to come back, at most the promised time later,
 * is back in the end, and not with all others at once. A gateway sends people away in slices and
 * each draws their time evenly, so on average no second has more than its even share of the
 * promised time; twice that, or five deviations of chance for few people, is taken for a crush.
 *
 * @param longest the promised time
 */
public record CameBack(Duration longest) implements Promise {
  private static final int CRUSH = 2;
  private static final int DEVIATIONS = 5;
  private static final long SECOND_NANOS = 1_000_000_000;

  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("who is sent away comes back, spread over the promised time");
    Collection<Departure> all = evidence.history().departures();
    all.forEach(departure -> judge(departure, verdict));
    all.stream()
        .collect(Collectors.groupingBy(Departure::gateway, TreeMap::new, Collectors.toList()))
        .forEach((gateway, departures) -> judgeSpread(gateway, departures, verdict));
    return verdict.build();
  }

  /** The largest number of people who came to try within one second. */
  public static int mostInASecond(Collection<Departure> departures) {
    List<Long> tries =
        departures.stream()
            .map(Departure::triedNanos)
            .filter(nanos -> nanos != Stay.NEVER)
            .sorted()
            .toList();
    int most = 0;
    int first = 0;
    for (int i = 0; i < tries.size(); i++) {
      while (tries.get(i) - tries.get(first) >= SECOND_NANOS) {
        first++;
      }
      most = Math.max(most, i - first + 1);
    }
    return most;
  }

  private void judge(Departure departure, Verdict.Builder verdict) {
    verdict.checked();
    var wrong = new ArrayList<String>();
    if (departure.comeBackMs().isEmpty()) {
      wrong.add("was cut off without a word");
    } else {
      long comeBackMs = departure.comeBackMs().getAsInt();
      if (comeBackMs > longest.toMillis()) {
        wrong.add("was told to stay away for " + comeBackMs + " ms");
      }
      if (departure.triedNanos() - departure.toldNanos() < comeBackMs * 1_000_000) {
        wrong.add("came before its " + comeBackMs + " ms were over");
      }
    }
    if (departure.backNanos() == Stay.NEVER) {
      wrong.add("never came back");
    }
    wrong.forEach(text -> verdict.violated(violation(departure + ", " + text, departure)));
  }

  private void judgeSpread(String gateway, List<Departure> departures, Verdict.Builder verdict) {
    verdict.checked();
    double share = departures.size() * 1e3 / longest.toMillis();
    double crush = Math.max(CRUSH * share, share + DEVIATIONS * Math.sqrt(share));
    int most = mostInASecond(departures);
    if (most > crush) {
      verdict.violated(
          violation(
              "of %d sent away by %s, %d came within one second; the even share is %.0f"
                  .formatted(departures.size(), gateway, most, share),
              departures.getFirst()));
    }
  }

  private static Violation violation(String text, Departure departure) {
    int userId = departure.userId();
    return new Violation(text, ConversationId.ofUsers(userId, userId), 0, "");
  }
}
