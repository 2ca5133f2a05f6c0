package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.session.RequestFailed;
import chat.proto.message.Cursor;
import chat.proto.push.PushRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TailCheckTest {
  private static final Cursor HEAD = Cursor.newBuilder().setConversationId(3).setHeadSeq(5).build();

  private final FakeArchive archive = new FakeArchive();
  private final Users users = new Users();
  private final TailCheck check = new TailCheck(users, archive, Duration.ofMillis(20));

  /** Users 1 to as many as told, each with one session. */
  private static final class Users implements Receivers {
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private volatile int count;

    @Override
    public List<Receiver> of(int userId) {
      return List.of(
          new Receiver() {
            @Override
            public void pushed(PushRecord record) {}

            @Override
            public void heads(List<Cursor> cursors) {
              heard.add(new Heard(userId, cursors));
            }
          });
    }

    @Override
    public Collection<Integer> userIds() {
      return upTo(count);
    }
  }

  private record Heard(int userId, List<Cursor> cursors) {}

  @AfterEach
  void close() {
    check.close();
  }

  @Test
  void everySessionHearsWhereItsConversationsEnd() throws Exception {
    archive.add(HEAD);
    begin(2);
    assertEquals(new Heard(1, List.of(HEAD)), users.heard.take());
    assertEquals(new Heard(2, List.of(HEAD)), users.heard.take());
    assertEquals(new Heard(1, List.of(HEAD)), users.heard.take(), "in every period");
  }

  @Test
  void asManyUsersAsFitAreOneCall() throws Exception {
    begin(Archive.MAX_USERS);
    assertEquals(
        List.of(upTo(Archive.MAX_USERS), upTo(Archive.MAX_USERS)), archive.awaitHeadCalls(2));
  }

  @Test
  void moreUsersAreAsFewCallsAsPossible() throws Exception {
    begin(2 * Archive.MAX_USERS + 1);
    List<List<Integer>> round = archive.awaitHeadCalls(3);
    assertTrue(round.stream().allMatch(call -> call.size() <= Archive.MAX_USERS));
    assertEquals(upTo(2 * Archive.MAX_USERS + 1), round.stream().flatMap(List::stream).toList());
  }

  @Test
  void whoKnowsThatHintsWereLostNeedNotWaitForThePeriod() throws Exception {
    users.count = Archive.MAX_USERS + 1;
    try (var slow = new TailCheck(users, archive, Duration.ofHours(1))) {
      slow.start();
      slow.hurry();
      assertEquals(
          upTo(users.count), archive.awaitHeadCalls(2).stream().flatMap(List::stream).toList());
    }
  }

  @Test
  void whereNobodyIsNobodyIsAskedFor() throws Exception {
    begin(0);
    users.count = 1;
    assertEquals(List.of(upTo(1)), archive.awaitHeadCalls(1));
  }

  @Test
  void aServiceThatIsAwayIsAskedAgain() throws Exception {
    assertAskedAgainAfter(RequestFailed.unavailable("away"));
  }

  @Test
  void aMistakeDoesNotEndTheCheck() throws Exception {
    assertAskedAgainAfter(new IllegalStateException("a mistake"));
  }

  private void assertAskedAgainAfter(RuntimeException failure) throws InterruptedException {
    archive.add(HEAD);
    archive.fail(failure);
    begin(1);
    archive.awaitHeadCalls(2);
    assertTrue(users.heard.isEmpty());
    archive.recover();
    assertEquals(new Heard(1, List.of(HEAD)), users.heard.take());
  }

  private void begin(int count) {
    users.count = count;
    check.start();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }
}
