package chat.service.message;

import static chat.service.message.CommitterRig.codeOf;
import static chat.service.message.CommitterRig.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.ErrorCode;
import chat.proto.common.MessageKind;
import chat.service.message.Outcome.Accepted;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Edits and recalls. */
class CommitterChangeTest {
  private final CommitterRig rig = new CommitterRig();

  @Test
  void anEditedMessageKeepsItsFirstAck() throws Exception {
    Draft edit = change(MessageKind.EDIT, "b", "y");
    rig.store.put(to(2, "a", "x"), 1, 500);
    var edited = rig.submit(edit);
    rig.begin();
    assertEquals(new Accepted(2, 1_000), edited.get(10, TimeUnit.SECONDS));
    var again = rig.submit(to(2, "a", "x"));
    var anything = rig.submit(to(2, "a", "what it was is not known any more"));
    var otherReceiver = rig.submit(to(3, "a", "x"));
    var editAgain = rig.submit(edit);
    var otherEdit = rig.submit(change(MessageKind.EDIT, "b", "z"));
    rig.finish();
    assertEquals(new Accepted(1, 500), again.get());
    assertEquals(again.get(), anything.get());
    assertEquals(Outcome.CONFLICT, otherReceiver.get());
    assertEquals(new Accepted(2, 1_000), editAgain.get());
    assertEquals(Outcome.CONFLICT, otherEdit.get());
  }

  @Test
  void aRecallKeepsItsFirstAckAndComesOnce() throws Exception {
    rig.store.put(to(2, "a", "x"), 1, 500);
    var recalled = rig.submit(change(MessageKind.RECALL, "b", ""));
    rig.begin();
    assertEquals(new Accepted(2, 1_000), recalled.get(10, TimeUnit.SECONDS));
    var again = rig.submit(change(MessageKind.RECALL, "b", ""));
    var another = rig.submit(change(MessageKind.RECALL, "c", ""));
    var edit = rig.submit(change(MessageKind.EDIT, "d", "y"));
    var message = rig.submit(to(2, "a", "x"));
    rig.finish();
    assertEquals(recalled.get(), again.get());
    assertEquals(ErrorCode.NOT_FOUND, codeOf(another));
    assertEquals(ErrorCode.NOT_FOUND, codeOf(edit));
    assertEquals(new Accepted(1, 500), message.get());
    assertEquals(2, rig.store.table.size());
  }

  @Test
  void whatAnotherInstanceRecalledMeanwhileIsNotEdited() throws Exception {
    Draft recall = change(MessageKind.RECALL, "elsewhere", "");
    rig.store.put(to(2, "a", "x"), 1, 500);
    // Before the batch reads what it points to.
    rig.store.whileWriting(
        () -> {
          rig.store.table.computeIfAbsent(
              new MessageId(recall.conversation().value(), 2),
              id -> new StoredMessage(recall, 2, 900));
          rig.store.table.put(recall.target(), new StoredMessage(to(2, "a", ""), 1, 500, 0, 900));
        });
    var edit = rig.submit(change(MessageKind.EDIT, "b", "y"));
    rig.finish();
    assertEquals(ErrorCode.NOT_FOUND, codeOf(edit));
    assertEquals("", rig.store.table.get(recall.target()).draft().content());
  }

  private static Draft change(MessageKind kind, String msgId, String content) {
    return new Draft(1, 2, 0, content, msgId, new Extras(kind, 1, 0, List.of(), ""));
  }
}
