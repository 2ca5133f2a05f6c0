package chat.ops.check.judge;

import chat.proto.ConversationId;

/** Cursors never go back, as far as somebody looked. */
final class CursorsForward implements Promise {
  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("cursors never go back");
    verdict.checked(evidence.history().cursorSamples());
    evidence
        .history()
        .backwards()
        .forEach(
            move ->
                verdict.violated(
                    new Violation(
                        move.toString(), new ConversationId(move.conversationId()), 0, "")));
    return verdict.build();
  }
}
