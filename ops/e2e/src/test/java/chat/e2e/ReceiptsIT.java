package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hints go from one gateway to the other: who has read what, and who is writing. */
@ExtendWith(Stack.Shared.class)
class ReceiptsIT {
  private static final int TYPING = 1101;
  private static final int RECEIPT = 1103;

  @Test
  void whatIsReadOnOneGatewayIsSeenOnTheOther(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var writer = stack.lines(1);
        var reader = stack.lines(2);
        var laptop = stack.lines(1)) {
      logIn(writer, ada, true);
      logIn(reader, bob, true);
      logIn(laptop, bob, true);
      say(writer, bob, "one");
      say(writer, bob, "two");
      reader.nextPush();
      long seq = reader.nextPush().get("seq").longValue();
      laptop.nextPush();
      laptop.nextPush();
      acknowledge(reader, ada, "delivered_seq", seq);
      JsonNode delivered = nextHint(writer, RECEIPT);
      assertEquals("private:" + bob.id(), delivered.get("scope").textValue());
      assertEquals(bob.id(), delivered.get("user_id").intValue());
      assertEquals(seq, delivered.get("delivered_seq").longValue());
      assertEquals(0, delivered.get("read_seq").longValue());
      acknowledge(reader, ada, "read_seq", 1);
      assertEquals(1, nextHint(writer, RECEIPT).get("read_seq").longValue());
      JsonNode own = nextHint(laptop, RECEIPT);
      assertEquals("private:" + ada.id(), own.get("scope").textValue());
      assertEquals(bob.id(), own.get("user_id").intValue());
      assertEquals(1, own.get("read_seq").longValue());
      // What the other device reads is what the first one is told next: never its own.
      acknowledge(laptop, ada, "read_seq", 2);
      assertEquals(2, nextHint(reader, RECEIPT).get("read_seq").longValue());
      assertEquals(2, nextHint(writer, RECEIPT).get("read_seq").longValue());
    }
  }

  @Test
  void whoDidNotAskIsToldNothing(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    try (var asking = stack.lines(1);
        var plain = stack.lines(1);
        var reader = stack.lines(2)) {
      logIn(asking, ada, true);
      logIn(plain, ada, false);
      logIn(reader, bob, false);
      say(asking, bob, "one");
      plain.nextPush();
      acknowledge(reader, ada, "read_seq", reader.nextPush().get("seq").longValue());
      nextHint(asking, RECEIPT);
      type(reader, "private:" + ada.id());
      nextHint(asking, TYPING);
      plain.send(Json.message(9001));
      assertEquals(9002, plain.next().get("msgid").intValue());
    }
  }

  @Test
  void whoIsWritingIsSeenByFriendsAndMembers(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    int group = stack.people().makeGroup("team", ada, bob);
    try (var watching = stack.lines(1);
        var writing = stack.lines(2)) {
      logIn(watching, ada, true);
      logIn(writing, bob, false);
      type(writing, "private:" + ada.id());
      JsonNode seen = nextHint(watching, TYPING);
      assertEquals("private:" + bob.id(), seen.get("scope").textValue());
      assertEquals(bob.id(), seen.get("user_id").intValue());
      assertEquals(bob.name(), seen.get("name").textValue());
      // The second one within 3 s is passed over: the next is the group's.
      type(writing, "private:" + ada.id());
      type(writing, "group:" + group);
      assertEquals("group:" + group, nextHint(watching, TYPING).get("scope").textValue());
    }
  }

  @Test
  void whoIsBlockedOrAStrangerSeesNothing(Stack stack) {
    Person eve = stack.people().make("eve");
    Person bob = stack.people().make("bob");
    Person cy = stack.people().make("cy");
    stack.people().befriend(eve, bob);
    stack.people().befriend(eve, cy);
    int group = stack.people().makeGroup("others", bob, cy);
    try (var blocked = stack.lines(1);
        var blocking = stack.lines(2);
        var other = stack.lines(2)) {
      logIn(blocked, eve, true);
      logIn(blocking, bob, false);
      logIn(other, cy, false);
      say(blocked, bob, "are you there?");
      long seq = blocking.nextPush().get("seq").longValue();
      blocking.demand(Json.message(2015).put("blocked_id", eve.id()));
      acknowledge(blocking, eve, "read_seq", seq);
      type(blocking, "private:" + eve.id());
      // Eve is in no group of theirs.
      type(other, "group:" + group);
      // Everything of before would have come before these.
      say(other, eve, "no");
      acknowledge(other, eve, "read_seq", blocked.nextPush().get("seq").longValue());
      JsonNode receipt = nextHint(blocked, RECEIPT);
      assertEquals(cy.id(), receipt.get("user_id").intValue());
      type(other, "private:" + eve.id());
      assertEquals(cy.id(), nextHint(blocked, TYPING).get("user_id").intValue());
      blocking.demand(Json.message(2017).put("blocked_id", eve.id()));
    }
  }

  private static void logIn(Requester requester, Person person, boolean hints) {
    ObjectNode login = Json.message(1).put("token", person.token()).put("acks", true);
    requester.demand(hints ? login.put("typing", true).put("receipts", true) : login);
  }

  private static void say(Requester requester, Person to, String text) {
    requester.demand(Json.message(1001).put("to_id", to.id()).put("content", text));
  }

  private static void acknowledge(Requester requester, Person peer, String field, long seq) {
    requester.demand(Json.message(1007).put("scope", "private:" + peer.id()).put(field, seq));
  }

  private static void type(Requester requester, String scope) {
    requester.demand(Json.message(1013).put("scope", scope));
  }

  /** The next hint of any kind, which must be this one; other frames are dropped. */
  private static JsonNode nextHint(Requester requester, int msgid) {
    while (true) {
      JsonNode frame = requester.next();
      int found = frame.path("msgid").intValue();
      if (found == TYPING || found == RECEIPT) {
        assertEquals(msgid, found, frame::toString);
        return frame;
      }
    }
  }
}
