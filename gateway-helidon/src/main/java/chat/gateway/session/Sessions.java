package chat.gateway.session;

import chat.gateway.delivery.Receivers;
import chat.gateway.dialect.Event;
import chat.gateway.hint.Hearers;
import chat.gateway.presence.UserState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The sessions of this gateway: all of them, and by user those that are logged in. Thread-safe; the
 * lists that it hands out do not change.
 */
public final class Sessions implements Receivers, Hearers {
  private static final int SLICES = 10;
  private static final long SENT_AWAY_PER_SECOND = 500;
  private static final String KICKED =
      "An administrator has closed this connection. You may log in again.";
  private static final String DISPLACED = "You have logged in elsewhere.";

  private final Set<Session> all = ConcurrentHashMap.newKeySet();
  private final Map<Integer, List<Login>> logins = new ConcurrentHashMap<>();
  private volatile int maxComeBackMs;
  private volatile boolean draining;

  /**
   * How many sessions an announcement reaches.
   *
   * @param skipped had no room for it, or are closing
   */
  public record Announced(int told, int skipped) {}

  @Override
  public List<? extends Receiver> of(int userId) {
    return logins.getOrDefault(userId, List.of());
  }

  @Override
  public Collection<Integer> userIds() {
    return List.copyOf(logins.keySet());
  }

  @Override
  public List<? extends Hearer> hearers(int userId) {
    return logins.getOrDefault(userId, List.of());
  }

  @Override
  public Collection<Integer> listening() {
    return logins.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(Login::listens))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a user is logged in here. */
  public boolean isPresent(int userId) {
    return logins.containsKey(userId);
  }

  /** A user's state as far as the devices here tell: away when nobody sits at any of them. */
  public UserState state(int userId) {
    List<Login> here = logins.getOrDefault(userId, List.of());
    if (here.isEmpty()) {
      return UserState.OFFLINE;
    }
    return here.stream().allMatch(Login::isAway) ? UserState.AWAY : UserState.ONLINE;
  }

  /** Whether a user is logged in here, and nobody sits at the devices. */
  public boolean isAway(int userId) {
    return state(userId) == UserState.AWAY;
  }

  /** How many users are logged in here. */
  int users() {
    return logins.size();
  }

  /** Looks at every open connection. */
  void forEach(Consumer<Session> look) {
    all.forEach(look);
  }

  /** Open connections, logged in or not. */
  public int count() {
    return all.size();
  }

  /**
   * Ends what has stopped reading or answering, or whose login has expired. Called every second.
   */
  public void closeOverdue() {
    all.forEach(Session::closeIfStalled);
    all.forEach(Session::checkSilence);
    all.forEach(Session::refuseIfExpired);
  }

  /**
   * What is open, in the order in which it was opened.
   *
   * @param whose looks at who is logged in, if anybody is
   * @param afterId those behind this one
   * @param limit at most so many, at least 1
   */
  public List<SessionSummary> list(Predicate<Optional<Caller>> whose, long afterId, int limit) {
    return all.stream()
        .filter(session -> session.id() > afterId && whose.test(session.caller()))
        .sorted(Comparator.comparingLong(Session::id))
        .limit(limit)
        .map(Session::summary)
        .toList();
  }

  /**
   * Tells a user's sessions that they are closed, and closes them; returns at once. The user may
   * log in again.
   *
   * @return how many
   */
  public int kick(int userId) {
    return end(userId, caller -> true, KICKED);
  }

  /**
   * Says something to everybody whose queue has room for it. Never blocks.
   *
   * @param text for people
   */
  public Announced announce(String text) {
    var notice = new Event.Notice(text, OptionalInt.empty());
    int told = 0;
    int skipped = 0;
    for (Session session : all) {
      if (session.tell(notice)) {
        told++;
      } else {
        skipped++;
      }
    }
    return new Announced(told, skipped);
  }

  /**
   * Tells some of a user's sessions here that they are closed, and closes them; returns at once.
   *
   * @param text for people
   * @return how many
   */
  int end(int userId, Predicate<Caller> which, String text) {
    List<Login> ended =
        logins.getOrDefault(userId, List.of()).stream()
            .filter(login -> which.test(login.caller()))
            .toList();
    ended.forEach(login -> login.session().refuse(new Event.Notice(text, OptionalInt.empty())));
    return ended.size();
  }

  /** The logins of a user that sit in this seat; empty where there are none. */
  List<Login> seated(int userId, String seat) {
    return logins.getOrDefault(userId, List.of()).stream()
        .filter(login -> login.seat().equals(seat))
        .toList();
  }

  /** Another session has taken the login's seat: its connection is told and closed. */
  static void displaced(Login login) {
    login.session().refuse(new Event.Notice(DISPLACED, OptionalInt.empty()));
  }

  /**
   * Refuses new sessions from now on, tells the existing ones slice by slice to come back after a
   * random time, and returns when all have ended or the time is over.
   *
   * @param within for everything; the slices are spread over its first half, or less for few: as
   *     many as {@value #SENT_AWAY_PER_SECOND} a second
   * @param maxComeBack the longest time a client is told to stay away
   */
  public void drain(Duration within, Duration maxComeBack) throws InterruptedException {
    maxComeBackMs = (int) Math.max(1, maxComeBack.toMillis());
    draining = true;
    long startNanos = System.nanoTime();
    var leaving = new ArrayList<>(all);
    Collections.shuffle(leaving);
    long spreadNanos =
        Math.min(
            within.toNanos() / 2,
            leaving.size() * Duration.ofSeconds(1).toNanos() / SENT_AWAY_PER_SECOND);
    for (int slice = 0; slice < SLICES && !leaving.isEmpty(); slice++) {
      awaitNoneUntil(startNanos + spreadNanos / SLICES * slice);
      leaving
          .subList(leaving.size() * slice / SLICES, leaving.size() * (slice + 1) / SLICES)
          .forEach(this::sendAway);
    }
    awaitNoneUntil(startNanos + within.toNanos());
  }

  void add(Session session) {
    all.add(session);
    if (draining) {
      sendAway(session);
    }
  }

  void remove(Session session) {
    all.remove(session);
    if (all.isEmpty()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** From now on pushes find this login. */
  void enter(Login login) {
    logins.merge(login.caller().userId(), List.of(login), Sessions::joined);
  }

  /** Whether it was there until now. */
  boolean leave(Login login) {
    int userId = login.caller().userId();
    boolean was = logins.getOrDefault(userId, List.of()).contains(login);
    logins.computeIfPresent(
        userId,
        (id, before) -> {
          var after = before.stream().filter(other -> other != login).toList();
          return after.isEmpty() ? null : after;
        });
    return was;
  }

  private static List<Login> joined(List<Login> before, List<Login> added) {
    var after = new ArrayList<>(before);
    after.addAll(added);
    return List.copyOf(after);
  }

  private void sendAway(Session session) {
    int comeBackMs = 1 + ThreadLocalRandom.current().nextInt(maxComeBackMs);
    session.refuse(new Event.Notice("The server is being restarted.", OptionalInt.of(comeBackMs)));
  }

  private synchronized void awaitNoneUntil(long endNanos) throws InterruptedException {
    for (long leftMs = leftMs(endNanos); leftMs > 0 && !all.isEmpty(); leftMs = leftMs(endNanos)) {
      wait(leftMs);
    }
  }

  private static long leftMs(long endNanos) {
    return (endNanos - System.nanoTime()) / 1_000_000;
  }
}
