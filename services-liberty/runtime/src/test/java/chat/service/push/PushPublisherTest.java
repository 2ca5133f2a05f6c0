package chat.service.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.common.ChatMessage;
import chat.proto.push.GroupJoined;
import chat.proto.push.PushRecord;
import chat.service.runtime.LoggedLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PushPublisherTest {
  private static final Map<Integer, Set<Integer>> ROUTES =
      Map.of(1, Set.of(4), 2, Set.of(4, 6), 3, Set.of());

  private final LinkedBlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  private final List<Set<Integer>> lookups = new ArrayList<>();
  private final LinkedBlockingQueue<Duration> published = new LinkedBlockingQueue<>();
  private final PushPublisher publisher =
      new PushPublisher(
          users -> {
            lookups.add(users);
            return new RouteTable(ROUTES, Set.of(4, 6));
          },
          (partition, record, trace, acknowledged) ->
              sent.add(new Sent(partition, record, acknowledged)),
          published::add);
  private final Thread thread = new Thread(publisher);

  private record Sent(int partition, PushRecord record, Consumer<Boolean> acknowledged) {}

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Test
  void sendsOneRecordToEachGatewayWithItsUsers() throws Exception {
    publisher.publish(List.of(new Push(event(7), List.of(1, 2, 3))), outcome -> {});
    thread.start();
    Map<Integer, List<Integer>> users = Map.of(4, List.of(1, 2), 6, List.of(2));
    for (int i = 0; i < 2; i++) {
      Sent one = sent.poll(10, TimeUnit.SECONDS);
      assertEquals(users.get(one.partition()), one.record().getUserIdsList());
      assertEquals(7, one.record().getGroupJoined().getGroupId());
    }
  }

  @Test
  void isDoneWhenEveryRecordIsAcknowledged() throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    publisher.publish(
        List.of(new Push(event(1), List.of(1)), new Push(event(2), List.of(2))), done::complete);
    thread.start();
    for (int i = 0; i < 3; i++) {
      assertFalse(done.isDone());
      sent.poll(10, TimeUnit.SECONDS).acknowledged().accept(true);
    }
    assertTrue(done.get(10, TimeUnit.SECONDS));
    assertEquals(1, published.size());
  }

  @Test
  void reportsOneMissingRecord() throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    publisher.publish(List.of(new Push(event(1), List.of(2))), done::complete);
    thread.start();
    sent.poll(10, TimeUnit.SECONDS).acknowledged().accept(false);
    sent.poll(10, TimeUnit.SECONDS).acknowledged().accept(true);
    assertFalse(done.get(10, TimeUnit.SECONDS));
    assertTrue(published.isEmpty());
  }

  @Test
  void theLineAboutAMessageThatCannotBePublishedSaysWhoseItIs() throws Exception {
    var failing =
        new PushPublisher(
            users -> new RouteTable(ROUTES, Set.of(4, 6)),
            (partition, record, trace, acknowledged) -> {
              throw new IllegalStateException("too long");
            },
            published::add);
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    var message = ChatMessage.newBuilder().setFromId(7).setMsgId("m").setContent("secret");
    Push push = new Push(PushRecord.newBuilder().setMessage(message).build(), List.of(1));
    failing.publish(List.of(push), done::complete);
    Thread running = new Thread(failing);
    try (var log = new LoggedLines(PushPublisher.class)) {
      running.start();
      assertFalse(done.get(10, TimeUnit.SECONDS));
      assertEquals(List.of("an event cannot be published: msg_id=m user_id=7"), log.all());
    } finally {
      running.interrupt();
      running.join();
    }
  }

  @Test
  void isDoneAtOnceWhenNobodyIsOnline() throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    publisher.publish(List.of(new Push(event(1), List.of(3))), done::complete);
    thread.start();
    assertTrue(done.get(10, TimeUnit.SECONDS));
    assertTrue(published.isEmpty());
  }

  @Test
  void looksUpTogetherWhatHasPiledUp() throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    publisher.publish(List.of(new Push(event(1), List.of(3))), outcome -> done.countDown());
    publisher.publish(List.of(new Push(event(1), List.of(3, 5))), outcome -> done.countDown());
    thread.start();
    assertEquals(2, take(2).size());
    assertEquals(List.of(Set.of(3, 5)), lookups);
  }

  @Test
  void refusesWhenTooMuchWaits() {
    int accepted = 0;
    while (publisher.publish(List.of(new Push(event(1), List.of(1))), outcome -> {})) {
      accepted++;
    }
    assertEquals(4_096, accepted);
  }

  private List<Sent> take(int count) throws InterruptedException {
    List<Sent> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(sent.poll(10, TimeUnit.SECONDS));
    }
    return taken;
  }

  private static PushRecord event(int groupId) {
    return PushRecord.newBuilder()
        .setGroupJoined(GroupJoined.newBuilder().setGroupId(groupId))
        .build();
  }
}
