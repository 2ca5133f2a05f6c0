package chat.ops.check.fault;

import chat.ops.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** Makes one fault happen and takes it away again. Blocks meanwhile; thread-safe. */
public final class Saboteur {
  /** The relay of another instance takes over rows that are older than 5 s, once a second. */
  private static final Duration UNTIL_TAKEOVER = Duration.ofMillis(6_500);

  private static final Duration OUTBOX_PATIENCE = Duration.ofSeconds(5);

  private final LocalStack stack;
  private final Links links;
  private final Path messagesFile;

  /**
   * Works on a stack.
   *
   * @param data its data directory
   */
  public Saboteur(LocalStack stack, Links links, Path data) {
    this.stack = stack;
    this.links = links;
    this.messagesFile = data.resolve("mariadb/chat/messages.ibd");
  }

  /** Strikes, holds, and takes away. */
  public void strike(Fault fault) throws InterruptedException {
    String part = fault.part();
    Duration hold = fault.hold();
    switch (fault.kind()) {
      case KILL -> {
        stack.kill(part);
        Thread.sleep(hold);
        stack.restart(part);
      }
      case RESTART -> stack.restart(part);
      case FREEZE -> {
        stack.pause(part);
        Thread.sleep(hold);
        stack.resume(part);
      }
      case CUT -> whileOn(part, Link::cut, hold);
      case STALL -> whileOn(part, link -> link.hold(true, true), hold);
      case SLOW -> whileOn(part, link -> link.slow(hold.dividedBy(100)), hold);
      case EMPTY -> emptyRedis();
      case KILL_BEFORE_ACK -> {
        whileOn(part, link -> link.hold(false, true), hold, () -> killFor(part, part));
        stack.restart(part);
      }
      case KILL_BEFORE_PUBLISH -> {
        killBeforePublish(part, hold);
        stack.restart(part);
      }
      case KILL_IN_TAKEOVER -> killInTakeover(part);
      case DISK_FULL -> fillDisk(hold);
    }
  }

  /** Redis loses everything. */
  private void emptyRedis() {
    try (RedisClient redis = RedisClient.create("127.0.0.1", stack.ports().redis())) {
      redis.flushAll();
    }
  }

  /** As {@link Fault.Kind#KILL_BEFORE_PUBLISH}, but the part stays dead. */
  public void killBeforePublish(String part, Duration hold) throws InterruptedException {
    whileOn(
        Parts.KAFKA,
        link -> link.hold(true, true),
        hold,
        () -> {
          awaitOutbox();
          killFor(part, Parts.KAFKA);
        });
  }

  /** What the part has written stays unread: it is lost with the connections. */
  private void killFor(String part, String held) throws InterruptedException {
    stack.kill(part);
    links.to(held).forEach(Link::cutOnce);
  }

  private void killInTakeover(String part) throws InterruptedException {
    String other = Parts.otherMessage(part);
    whileOn(
        Parts.KAFKA,
        link -> link.hold(true, true),
        Duration.ZERO,
        () -> {
          awaitOutbox();
          killFor(part, Parts.KAFKA);
          Thread.sleep(UNTIL_TAKEOVER);
          killFor(other, Parts.KAFKA);
        });
    stack.restart(List.of(part, other));
  }

  /** Waits until some batch is committed and not published; not for ever. */
  private void awaitOutbox() throws InterruptedException {
    long end = System.nanoTime() + OUTBOX_PATIENCE.toNanos();
    while (System.nanoTime() < end && outboxRows() == 0) {
      Thread.sleep(20);
    }
  }

  private int outboxRows() {
    try (Connection connection = stack.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM outbox")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      return 0;
    }
  }

  /**
   * A limit on the size of files stands for a full disk: InnoDB meets EFBIG instead of ENOSPC where
   * it makes the table longer, and takes the same way from there ("the table is full"). It is set
   * to the size that the table of messages has, which {@link Filler} has made the largest file.
   */
  private void fillDisk(Duration hold) throws InterruptedException {
    try {
      limitFiles(String.valueOf(Files.size(messagesFile)));
      Thread.sleep(hold);
    } catch (IOException e) {
      throw new IllegalStateException("no table of messages", e);
    } finally {
      limitFiles("unlimited");
    }
  }

  private void limitFiles(String bytes) throws InterruptedException {
    long pid = stack.pid(Parts.MARIADB);
    if (pid == 0) {
      throw new IllegalStateException("MariaDB does not run, so its files cannot be limited");
    }
    List<String> command =
        List.of("prlimit", "--pid", String.valueOf(pid), "--fsize=" + bytes + ":unlimited");
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(command + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new IllegalStateException("prlimit does not start: install util-linux", e);
    }
  }

  /** Something that is done to a link. */
  private interface Trouble {
    void begin(Link link);
  }

  /** Something that is done while the trouble lasts. */
  private interface Meanwhile {
    void run() throws InterruptedException;
  }

  private void whileOn(String part, Trouble trouble, Duration hold) throws InterruptedException {
    whileOn(part, trouble, hold, () -> {});
  }

  private void whileOn(String part, Trouble trouble, Duration hold, Meanwhile then)
      throws InterruptedException {
    links.to(part).forEach(trouble::begin);
    try {
      Thread.sleep(hold);
      then.run();
    } finally {
      links.to(part).forEach(Link::mend);
    }
  }
}
