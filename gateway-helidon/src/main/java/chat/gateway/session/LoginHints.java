package chat.gateway.session;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.hint.HintMetrics;
import chat.gateway.hint.Receipt;
import chat.gateway.hint.Typing;
import chat.proto.ConversationId;
import io.helidon.metrics.api.Counter;
import java.util.function.BiConsumer;

/**
 * Which hints a login's client is told, and how. Thread-safe.
 *
 * @param told counts those that there was room for
 */
record LoginHints(
    int userId,
    Command.Login.Abilities abilities,
    HintMetrics metrics,
    OwnReads ownReads,
    BiConsumer<Event.Push, Counter> told) {

  /** Whether the client is told of any. */
  boolean listens() {
    return abilities.showsTyping() || abilities.showsReceipts();
  }

  /** The client itself has read so far, and need not be told. */
  void read(ConversationId conversation, long seq) {
    if (abilities.showsReceipts()) {
      ownReads.note(conversation, seq);
    }
  }

  void receipt(Receipt receipt) {
    var conversation = receipt.conversation();
    boolean isOwn = receipt.userId() == userId && ownReads.has(conversation, receipt.readSeq());
    if (abilities.showsReceipts() && !isOwn) {
      told.accept(
          new Event.Receipt(
              conversation.scopeFor(userId),
              receipt.userId(),
              receipt.deliveredSeq(),
              receipt.readSeq()),
          metrics.receipts());
    }
  }

  void typing(Typing typing) {
    if (abilities.showsTyping()) {
      told.accept(
          new Event.Typing(typing.conversation().scopeFor(userId), typing.userId(), typing.name()),
          metrics.typings());
    }
  }
}
