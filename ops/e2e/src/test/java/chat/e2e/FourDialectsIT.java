package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.ClassicClient;
import chat.e2e.client.FrameClient;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The old console client, somebody at nc, the old page and our page, all in one group. */
@ExtendWith(Stack.Shared.class)
class FourDialectsIT {
  private static final String ODD = "'\"\\ %s 你好 😀 '; drop table messages; --";

  @Test
  void eachSeesWhatTheOthersSay(Stack stack) {
    Person classicPerson = stack.people().make("classic");
    Person linesPerson = stack.people().make("lines");
    Person webPerson = stack.people().make("web");
    Person pagePerson = stack.people().make("page");
    int group = stack.people().makeGroup("all", linesPerson, classicPerson, webPerson, pagePerson);
    try (var classic = classic(stack, classicPerson);
        var lines = stack.lines();
        var web = web(stack, webPerson);
        var page = stack.page()) {
      lines.logIn(linesPerson);
      page.logIn(pagePerson);

      classic.send(
          Json.message(10)
              .put("id", classicPerson.id())
              .put("name", classicPerson.name())
              .put("groupid", group)
              .put("msg", "by classic " + ODD)
              .put("time", "2026-11-22 10:03:07")
              .toString());
      assertLines(lines.nextPush(), classicPerson, group, 1, "by classic " + ODD);
      assertLines(page.nextPush(), classicPerson, group, 1, "by classic " + ODD);
      assertWeb(web, classicPerson, group, 1, "by classic");

      lines.demand(Json.message(1003).put("group_id", group).put("content", "by lines " + ODD));
      assertClassic(classic, linesPerson, group, "by lines " + ODD);
      assertLines(page.nextPush(), linesPerson, group, 2, "by lines " + ODD);
      assertWeb(web, linesPerson, group, 2, "by lines");

      web.send(
          Json.object()
              .put("type", "GROUP_CHAT_MSG")
              .put("fromid", String.valueOf(webPerson.id()))
              .put("groupid", String.valueOf(group))
              .put("msg", "by web " + ODD)
              .toString());
      assertClassic(classic, webPerson, group, "by web " + ODD);
      assertLines(lines.nextPush(), webPerson, group, 3, "by web " + ODD);
      assertLines(page.nextPush(), webPerson, group, 3, "by web " + ODD);

      page.demand(Json.message(1003).put("group_id", group).put("content", "by page " + ODD));
      assertClassic(classic, pagePerson, group, "by page " + ODD);
      assertLines(lines.nextPush(), pagePerson, group, 4, "by page " + ODD);
      assertWeb(web, pagePerson, group, 4, "by page");
    }
  }

  @Test
  void whoWasOfflineGetsEverythingOnceAndInOrder(Stack stack) {
    Person sender = stack.people().make("sender");
    Person classicPerson = stack.people().make("classic");
    Person linesPerson = stack.people().make("lines");
    Person webPerson = stack.people().make("web");
    int group = stack.people().makeGroup("all", sender, classicPerson, linesPerson, webPerson);
    List<String> texts = IntStream.rangeClosed(1, 500).mapToObj(i -> "message " + i).toList();
    try (var requester = stack.lines()) {
      requester.logIn(sender);
      texts.forEach(text -> say(requester, group, text));
    }
    assertEquals(texts, offlineOverLines(stack, linesPerson, 500));
    assertEquals(texts, offlineOverClassic(stack, classicPerson, 500));
    assertEquals(texts, offlineOverWeb(stack, webPerson, 500));
    // Everything has been delivered: the next login brings nothing, then only what is new.
    try (var requester = stack.lines()) {
      requester.logIn(sender);
      say(requester, group, "one more");
    }
    assertEquals(List.of("one more"), offlineOverLines(stack, linesPerson, 1));
    assertEquals(List.of("one more"), offlineOverClassic(stack, classicPerson, 1));
    assertEquals(List.of("one more"), offlineOverWeb(stack, webPerson, 1));
  }

  @Test
  void aLongTextComesToTheOldClientInPieces(Stack stack) {
    Person sender = stack.people().make("sender");
    Person receiver = stack.people().make("classic");
    String text = "😀你\"\\x".repeat(1_000);
    try (var classic = classic(stack, receiver);
        var requester = stack.lines()) {
      requester.logIn(sender);
      requester.demand(Json.message(1001).put("to_id", receiver.id()).put("content", text));
      var received = new StringBuilder();
      while (received.length() < text.length()) {
        received.append(Json.parse(classic.receive()).get("msg").textValue());
      }
      assertEquals(text, received.toString());
    }
  }

  private static void say(Requester requester, int group, String text) {
    requester.demand(
        Json.message(1003).put("group_id", group).put("content", text).put("msg_id", text));
  }

  private static List<String> offlineOverLines(Stack stack, Person person, int count) {
    try (var requester = stack.lines()) {
      List<String> texts = new ArrayList<>();
      requester
          .logIn(person)
          .get("offlinemsg")
          .forEach(message -> texts.add(message.get("content").textValue()));
      while (texts.size() < count) {
        texts.add(requester.nextPush().get("content").textValue());
      }
      assertEquals(0, requester.ask(Json.message(9001)).get("errno").intValue());
      return texts;
    }
  }

  private static List<String> offlineOverClassic(Stack stack, Person person, int count) {
    try (var client = new ClassicClient(stack.gateway(1).tcp())) {
      client.send(Json.message(1).put("id", person.id()).put("password", "pwd").toString());
      List<String> texts = new ArrayList<>();
      Json.parse(client.receive())
          .get("offlinemsg")
          .forEach(text -> texts.add(Json.parse(text.textValue()).get("msg").textValue()));
      while (texts.size() < count) {
        texts.add(Json.parse(client.receive()).path("msg").asText());
      }
      client.send("{\"msgid\":77}");
      assertEquals(404, Json.parse(client.receive()).get("errno").intValue());
      return texts;
    }
  }

  private static List<String> offlineOverWeb(Stack stack, Person person, int count) {
    try (var client = web(stack, person)) {
      List<String> texts = new ArrayList<>();
      while (texts.size() < count) {
        texts.add(Json.parse(client.receive()).path("msg").asText());
      }
      client.send("{\"msgid\":77}");
      assertEquals(404, Json.parse(client.receive()).get("errno").intValue());
      return texts;
    }
  }

  private static FrameClient classic(Stack stack, Person person) {
    var client = new ClassicClient(stack.gateway(1).tcp());
    client.send(Json.message(1).put("id", person.id()).put("password", "pwd").toString());
    assertEquals(0, Json.parse(client.receive()).get("errno").intValue());
    return client;
  }

  private static FrameClient web(Stack stack, Person person) {
    var client = new SocketClient(stack.gateway(1).http(), "/ws?token=" + person.token());
    assertEquals("LOGIN_MSG_ACK", Json.parse(client.receive()).get("type").textValue());
    return client;
  }

  private static void assertLines(JsonNode push, Person from, int group, int seq, String content) {
    assertEquals(content, push.get("content").textValue());
    assertEquals(1003, push.get("msgid").intValue());
    assertEquals(from.id(), push.get("from_id").intValue());
    assertEquals(from.name(), push.get("from_name").textValue());
    assertEquals(group, push.get("group_id").intValue());
    assertEquals(seq, push.get("seq").intValue());
  }

  private static void assertClassic(FrameClient classic, Person from, int group, String content) {
    JsonNode push = Json.parse(classic.receive());
    assertEquals(content, push.path("msg").textValue(), push::toString);
    assertEquals(10, push.get("msgid").intValue());
    assertEquals(from.id(), push.get("id").intValue());
    assertEquals(from.name(), push.get("name").textValue());
    assertEquals(group, push.get("groupid").intValue());
  }

  private static void assertWeb(FrameClient web, Person from, int group, int seq, String begin) {
    JsonNode push = Json.parse(web.receive());
    assertEquals(
        begin + " &#39;&quot;\\ %s 你好 😀 &#39;; drop table messages; --",
        push.path("msg").textValue(),
        push::toString);
    assertEquals("GROUP_CHAT_MSG", push.get("type").textValue());
    assertEquals(String.valueOf(from.id()), push.get("fromid").textValue());
    assertEquals(from.name(), push.get("fromname").textValue());
    assertEquals(String.valueOf(group), push.get("groupid").textValue());
    assertEquals(seq, push.get("seq").intValue());
  }
}
