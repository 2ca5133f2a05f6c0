package chat.gateway.delivery;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.message.Cursor;
import io.helidon.metrics.api.Metrics;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A feed whose catch-ups run when the test lets them. */
abstract class FeedRig {
  static final int ME = 7;
  private static final int PEER = 9;
  private static final int GROUP = 3;
  static final ConversationId WITH_PEER = ConversationId.ofUsers(ME, PEER);
  static final ConversationId IN_GROUP = ConversationId.ofGroup(GROUP);

  final FakeArchive archive = new FakeArchive();
  final RecordingOutlet outlet = new RecordingOutlet();
  final Queue<Runnable> catchUps = new ArrayDeque<>();
  final Feed feed =
      new Feed(
          ME, outlet, archive, catchUps::add, DeliveryMetrics.of(Metrics.globalRegistry()), true);

  final void live() {
    feed.start(List.of(), Map.of());
    feed.live();
  }

  final void runCatchUps() {
    while (!catchUps.isEmpty()) {
      catchUps.remove().run();
    }
  }

  final void stored(long from, long to) {
    for (long seq = from; seq <= to; seq++) {
      archive.add(WITH_PEER, peer(seq));
    }
  }

  static ChatMessage peer(long seq) {
    return message(PEER, seq, "m" + seq).setToId(ME).build();
  }

  static ChatMessage own(long seq, String msgId) {
    return message(ME, seq, msgId).setToId(PEER).build();
  }

  static ChatMessage group(long seq) {
    return message(PEER, seq, "g" + seq).setGroupId(GROUP).build();
  }

  private static ChatMessage.Builder message(int from, long seq, String msgId) {
    return ChatMessage.newBuilder().setFromId(from).setSeq(seq).setMsgId(msgId).setContent("text");
  }

  static Cursor cursor(ConversationId conversation, long joined, long delivered, long head) {
    return Cursor.newBuilder()
        .setConversationId(conversation.value())
        .setJoinedSeq(joined)
        .setDeliveredSeq(delivered)
        .setHeadSeq(head)
        .build();
  }
}
