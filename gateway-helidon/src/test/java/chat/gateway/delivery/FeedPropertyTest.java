package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.message.Cursor;
import io.helidon.metrics.api.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A feed whose hints are lost, repeated and out of order, also while it catches up: what it passes
 * on has no gap and nothing twice, and in the end everything is there.
 */
class FeedPropertyTest {
  private static final int ME = 7;

  private enum Kind {
    /** Somebody writes a message, and its hint arrives. */
    WRITE,
    /** The same, by the session itself. */
    WRITE_OWN,
    /** Somebody writes a message, and its hint is lost. */
    WRITE_UNSEEN,
    /** A hint of an earlier message arrives. */
    HINT,
    TAIL_CHECK,
    /** A catch-up under way comes to its end. */
    CATCH_UP,
    /** The login is answered. */
    LIVE
  }

  private record Step(Kind kind, int conversation, int which) {}

  /** One conversation: what is written, and what the session was told of it. */
  private static final class Conversation {
    private final ConversationId id;
    private final List<ChatMessage> written = new ArrayList<>();
    private final List<Long> passedOn = new ArrayList<>();

    Conversation(ConversationId id) {
      this.id = id;
    }
  }

  @Property
  void everythingIsPassedOnOnceAndInOrder(
      @ForAll("steps") List<Step> before,
      @ForAll("steps") List<Step> after,
      @ForAll("steps") List<Step> during) {
    new Try().everythingIsPassedOnOnceAndInOrder(before, after, during);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(6, Kind.WRITE),
            Tuple.of(2, Kind.WRITE_OWN),
            Tuple.of(3, Kind.WRITE_UNSEEN),
            Tuple.of(4, Kind.HINT),
            Tuple.of(1, Kind.TAIL_CHECK),
            Tuple.of(2, Kind.CATCH_UP),
            Tuple.of(1, Kind.LIVE));
    return Combinators.combine(
            kinds, Arbitraries.integers().between(0, 2), Arbitraries.integers().between(0, 1_000))
        .as(Step::new)
        .list()
        .ofMaxSize(25);
  }

  /** A feed and what it should do. */
  private static final class Try {
    private final FakeArchive archive = new FakeArchive();
    private final Queue<Runnable> catchUps = new ArrayDeque<>();
    private final Feed feed =
        new Feed(
            ME,
            new RecordingOutlet(),
            archive,
            catchUps::add,
            DeliveryMetrics.of(Metrics.globalRegistry()),
            true);
    private final List<Conversation> conversations =
        List.of(
            new Conversation(ConversationId.ofUsers(ME, 8)),
            new Conversation(ConversationId.ofUsers(9, ME)),
            new Conversation(ConversationId.ofGroup(3)));
    private boolean live;

    private final class RecordingOutlet implements Outlet {
      @Override
      public boolean offer(ConversationId id, ChatMessage message) {
        assertFalse(isOwn(message), "nobody gets a copy of what this connection sent");
        passedOn(id, message.getSeq());
        return true;
      }

      @Override
      public void skip(ConversationId id, long seq) {
        passedOn(id, seq);
      }

      @Override
      public boolean awaitRoom() {
        return true;
      }

      @Override
      public void overflow() {
        throw new AssertionError("there is always room");
      }
    }

    void everythingIsPassedOnOnceAndInOrder(
        List<Step> before, List<Step> after, List<Step> during) {
      archive.pagesOf(2);
      Iterator<Step> meanwhile = during.iterator();
      archive.whileReading(() -> performNext(meanwhile));
      before.stream().filter(step -> step.kind != Kind.LIVE).forEach(this::perform);
      feed.start(cursors(), Map.of());
      after.forEach(this::perform);
      perform(new Step(Kind.LIVE, 0, 0));
      perform(new Step(Kind.CATCH_UP, 0, 0));
      // All is quiet now.
      archive.whileReading(() -> {});
      perform(new Step(Kind.TAIL_CHECK, 0, 0));
      perform(new Step(Kind.CATCH_UP, 0, 0));
      for (Conversation one : conversations) {
        assertEquals(LongStream.rangeClosed(1, one.written.size()).boxed().toList(), one.passedOn);
      }
    }

    private void performNext(Iterator<Step> steps) {
      if (steps.hasNext()) {
        Step step = steps.next();
        // There is one catch-up at a time.
        if (step.kind != Kind.CATCH_UP) {
          perform(step);
        }
      }
    }

    private void perform(Step step) {
      Conversation conversation = conversations.get(step.conversation);
      switch (step.kind) {
        case WRITE -> feed.offer(write(conversation, 1));
        case WRITE_OWN -> writeOwn(conversation);
        case WRITE_UNSEEN -> write(conversation, 1);
        case HINT -> {
          if (!conversation.written.isEmpty()) {
            feed.offer(conversation.written.get(step.which % conversation.written.size()));
          }
        }
        case TAIL_CHECK -> feed.heads(cursors());
        case CATCH_UP -> {
          while (!catchUps.isEmpty()) {
            catchUps.remove().run();
          }
        }
        case LIVE -> logIn();
      }
    }

    private void logIn() {
      if (!live) {
        live = true;
        var missed = feed.missed(3, 1_000);
        missed.messages().forEach(message -> passedOn(conversationOf(message), message.getSeq()));
        feed.live();
      }
    }

    private void writeOwn(Conversation conversation) {
      // Nothing can be sent before the login is answered.
      if (live) {
        feed.sending("own" + conversation.written.size());
        feed.offer(write(conversation, ME));
      } else {
        feed.offer(write(conversation, 1));
      }
    }

    private ChatMessage write(Conversation conversation, int fromId) {
      int seq = conversation.written.size() + 1;
      var message =
          ChatMessage.newBuilder()
              .setFromId(fromId)
              .setSeq(seq)
              .setMsgId((fromId == ME ? "own" : "") + (seq - 1))
              .setContent("x");
      if (conversation.id.isGroup()) {
        message.setGroupId(conversation.id.groupId());
      } else {
        int peer = conversation.id.peerOf(ME);
        message.setFromId(fromId == ME ? ME : peer).setToId(fromId == ME ? peer : ME);
      }
      conversation.written.add(message.build());
      archive.add(conversation.id, message.build());
      return message.build();
    }

    private List<Cursor> cursors() {
      return conversations.stream()
          .map(
              one ->
                  Cursor.newBuilder()
                      .setConversationId(one.id.value())
                      .setHeadSeq(one.written.size())
                      .build())
          .toList();
    }

    private void passedOn(ConversationId id, long seq) {
      Conversation conversation =
          conversations.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
      assertEquals(conversation.passedOn.size() + 1, seq, "the next one of " + id.scopeFor(ME));
      conversation.passedOn.add(seq);
    }

    private boolean isOwn(ChatMessage message) {
      return message.getFromId() == ME;
    }

    private static ConversationId conversationOf(ChatMessage message) {
      return message.getGroupId() > 0
          ? ConversationId.ofGroup(message.getGroupId())
          : ConversationId.ofUsers(message.getFromId(), message.getToId());
    }
  }
}
