package chat.service.message;

import static chat.service.message.CommitterRig.codeOf;
import static chat.service.message.CommitterRig.seqs;
import static chat.service.message.CommitterRig.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ErrorCode;
import chat.service.message.Outcome.Accepted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may not write, and what becomes of the others of the batch. */
class CommitterRefusalTest {
  private final CommitterRig rig = new CommitterRig();

  @Test
  void refusesOneMessageAndWritesItsNeighbours() throws Exception {
    var noUser = rig.submit(to(100, "a", "x"));
    var good = rig.submit(to(2, "b", "x"));
    var noGroup = rig.submit(new Draft(1, 0, 8, "x", "c"));
    var noMember = rig.submit(new Draft(3, 0, 7, "x", "d"));
    var member = rig.submit(new Draft(1, 0, 7, "x", "e"));
    rig.finish();
    assertEquals(ErrorCode.NOT_FOUND, codeOf(noUser));
    assertEquals(ErrorCode.NOT_FOUND, codeOf(noGroup));
    assertEquals(ErrorCode.FORBIDDEN, codeOf(noMember));
    assertEquals(List.of(1L, 1L), seqs(List.of(good, member)));
  }

  @Test
  void whoWasRemovedSinceStillGetsTheFirstAck() throws Exception {
    Draft written = new Draft(3, 0, 7, "x", "a");
    rig.store.put(written, 1, 500);
    var again = rig.submit(written);
    var never = rig.submit(new Draft(3, 0, 7, "x", "b"));
    rig.finish();
    assertEquals(new Accepted(1, 500), again.get());
    assertEquals(ErrorCode.FORBIDDEN, codeOf(never));
  }

  @Test
  void aBlockHoldsInBothDirectionsAndForNobodyElse() throws Exception {
    rig.store.block(1, 2);
    var blocked = rig.submit(to(2, "a", "x"));
    var blocking = rig.submit(new Draft(2, 1, 0, "x", "b"));
    var other = rig.submit(to(3, "c", "x"));
    var inGroup = rig.submit(new Draft(2, 0, 7, "x", "d"));
    rig.finish();
    assertEquals(ErrorCode.FORBIDDEN, codeOf(blocked));
    assertEquals(blocked.get(), blocking.get(), "nobody learns who blocks whom");
    assertEquals(List.of(1L, 1L), seqs(List.of(other, inGroup)));
    assertEquals(List.of(4), rig.store.batchSizes);
  }

  @Test
  void whoIsBlockedWhileTheBatchIsWrittenIsRefusedAndTheOthersAreNot() throws Exception {
    rig.store.whileWriting(() -> rig.store.block(1, 2));
    var blocked = rig.submit(to(2, "a", "x"));
    var other = rig.submit(to(3, "b", "x"));
    rig.finish();
    assertEquals(ErrorCode.FORBIDDEN, codeOf(blocked));
    assertEquals(List.of(1L), seqs(List.of(other)));
    assertEquals(List.of(2, 2), rig.store.batchSizes);
    assertEquals(1, rig.store.table.size());
    assertEquals(1, rig.published.size());
  }

  @Test
  void whoWasBlockedSinceStillGetsTheFirstAck() throws Exception {
    Draft written = to(2, "a", "x");
    rig.store.put(written, 1, 500);
    rig.store.block(2, 1);
    var again = rig.submit(written);
    var conflict = rig.submit(to(2, "a", "y"));
    var never = rig.submit(to(2, "b", "x"));
    rig.finish();
    assertEquals(new Accepted(1, 500), again.get());
    assertEquals(Outcome.CONFLICT, conflict.get());
    assertEquals(ErrorCode.FORBIDDEN, codeOf(never));
  }

  @Test
  void aBusyGroupHoldsNobodyElseUp() throws Exception {
    var busy = rig.submit(new Draft(1, 0, 9, "x", "a"));
    var other = rig.submit(to(2, "b", "x"));
    rig.finish();
    var refusal = assertInstanceOf(Outcome.Refused.class, busy.get());
    assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
    assertTrue(refusal.retryAfterMs() > 0);
    assertEquals(List.of(1L), seqs(List.of(other)));
    assertEquals(List.of(2), rig.store.batchSizes);
  }
}
