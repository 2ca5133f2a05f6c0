package chat.gateway.dialect;

import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The login reply of the {@code classic} dialect, whose lists are shortened until it fits into one
 * frame. Friends and groups come first, since that client learns of them nowhere else; then the
 * groups' members; then the oldest offline messages. The other offline messages follow as frames of
 * their own.
 */
final class ClassicLogin {
  private final Event.LoggedIn login;
  private final ClassicMessages messages;
  private final Map<Integer, String> states;
  private final List<String> friends = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();
  private final List<String> offline = new ArrayList<>();
  private int room;

  private ClassicLogin(Event.LoggedIn login, ClassicMessages messages) {
    this.login = login;
    this.messages = messages;
    this.states =
        login.memberStates().stream()
            .collect(Collectors.toMap(User::getId, User::getState, (one, other) -> one));
  }

  /** The reply, and behind it the frames of the messages that it has no room for. */
  static List<byte[]> frames(Event.LoggedIn login, ClassicMessages messages) {
    var reply = new ClassicLogin(login, messages);
    reply.room = ClassicFrame.MAX_BYTES - reply.frame().length;
    reply.addFriendsAndGroups();
    reply.addMembers();
    reply.addOffline();
    List<byte[]> frames = new ArrayList<>();
    frames.add(reply.frame());
    login.offline().stream()
        .skip(reply.offline.size())
        .forEach(message -> frames.addAll(messages.frames(message)));
    return frames;
  }

  private byte[] frame() {
    return ClassicFrame.of(
        json -> {
          json.writeNumberField("msgid", ClassicReader.LOGIN_REPLY);
          json.writeNumberField("errno", 0);
          json.writeNumberField("id", login.user().getId());
          json.writeStringField("name", login.user().getName());
          ClassicMessages.texts(json, "offlinemsg", offline);
          ClassicMessages.texts(json, "friends", friends);
          ClassicMessages.texts(json, "groups", groups);
        });
  }

  /** Takes turns, so that many friends do not leave the groups out. */
  private void addFriendsAndGroups() {
    Iterator<User> moreFriends = login.friends().iterator();
    Iterator<Group> moreGroups = login.groups().iterator();
    boolean fits = true;
    while (fits && (moreFriends.hasNext() || moreGroups.hasNext())) {
      if (moreFriends.hasNext()) {
        fits = add(friends, friend(moreFriends.next()));
      }
      if (fits && moreGroups.hasNext()) {
        fits = add(groups, group(moreGroups.next(), List.of()));
      }
    }
  }

  private void addMembers() {
    for (int i = 0; i < groups.size(); i++) {
      Group group = login.groups().get(i);
      List<String> members = new ArrayList<>();
      for (GroupMember member : group.getMembersList()) {
        members.add(member(member));
        String longer = group(group, members);
        int growth = cost(longer) - cost(groups.get(i));
        if (growth > room) {
          break;
        }
        room -= growth;
        groups.set(i, longer);
      }
    }
  }

  private void addOffline() {
    for (ChatMessage message : login.offline()) {
      if (!messages.fitsOneFrame(message) || !add(offline, messages.document(message))) {
        return;
      }
    }
  }

  private boolean add(List<String> list, String document) {
    int cost = cost(document);
    if (cost > room) {
      return false;
    }
    room -= cost;
    list.add(document);
    return true;
  }

  /** Bytes of a document as one text of an array: with its quotes and a comma. */
  private static int cost(String document) {
    return ClassicFrame.escapedBytes(document) + 3;
  }

  private static String friend(User friend) {
    return document(
        json -> {
          json.writeNumberField("id", friend.getId());
          json.writeStringField("name", friend.getName());
          json.writeStringField("state", FirstStates.word(friend.getState()));
        });
  }

  private static String group(Group group, List<String> members) {
    return document(
        json -> {
          json.writeNumberField("id", group.getId());
          json.writeStringField("groupname", group.getName());
          json.writeStringField("groupdesc", group.getDesc());
          ClassicMessages.texts(json, "users", members);
        });
  }

  private String member(GroupMember member) {
    return document(
        json -> {
          json.writeNumberField("id", member.getId());
          json.writeStringField("name", member.getName());
          json.writeStringField("state", states.getOrDefault(member.getId(), "offline"));
          json.writeStringField("role", member.getRole().equals("owner") ? "creator" : "normal");
        });
  }

  private static String document(Json.Body body) {
    return new String(Json.object(body), StandardCharsets.UTF_8);
  }
}
