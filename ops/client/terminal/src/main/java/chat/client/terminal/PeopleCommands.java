package chat.client.terminal;

import chat.client.Conversation;
import chat.client.Friend;
import chat.client.Group;
import chat.client.Member;
import chat.client.Person;
import java.util.List;
import java.util.OptionalInt;

/** The commands for friends and groups. */
final class PeopleCommands {
  private final Chat chat;
  private final Lookup lookup;

  PeopleCommands(Chat chat) {
    this.chat = chat;
    this.lookup = new Lookup(chat);
  }

  List<Command> all() {
    return List.of(
        new Command("friends", "", false, _ -> friends()),
        new Command("groups", "", false, _ -> groups()),
        new Command("add", "NAME [TEXT]", true, this::add),
        new Command("accept", "[NAME]", true, this::accept),
        new Command("group", "NAME", false, this::group),
        new Command("invite", "NAME", true, this::invite),
        new Command("join", "#GROUP", true, this::join),
        new Command("leave", "[#GROUP]", true, this::leave),
        new Command("who", "[#GROUP]", true, this::who),
        new Command("away", "", false, _ -> chat.away(true)),
        new Command("back", "", false, _ -> chat.away(false)));
  }

  private void say(String key, Object... words) {
    chat.screen().say(chat.texts().of(key, words));
  }

  private void friends() {
    chat.names().friends(chat.client().friends());
    for (Friend friend : chat.names().friends()) {
      chat.screen()
          .say("  " + Harmless.line(friend.name()) + "  " + chat.texts().of(stateKey(friend)));
    }
  }

  private static String stateKey(Friend friend) {
    return switch (friend.state()) {
      case "online" -> "friend.online";
      case "away" -> "friend.away";
      default -> "friend.offline";
    };
  }

  private void groups() {
    for (Group group : chat.client().groups()) {
      chat.names().group(group);
      chat.screen()
          .say(
              "  #"
                  + Harmless.line(group.name())
                  + "  ("
                  + group.id()
                  + ", "
                  + chat.texts().of("members", group.members().size())
                  + ")");
    }
  }

  private void add(String rest) throws Command.Wrong {
    String[] words = chat.names().split(rest);
    Person person = lookup.person(words[0]);
    boolean pending = chat.client().addFriend(person.id(), words[1]);
    say(pending ? "asked" : "added", Harmless.line(person.name()));
  }

  private void accept(String name) throws Command.Wrong {
    List<Person> asking = chat.client().friendRequests();
    if (name.isEmpty()) {
      asking.forEach(person -> say("push.request", Harmless.line(person.name())));
      return;
    }
    Person person =
        asking.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new Command.Wrong(chat.texts().of("nobody", Harmless.line(name))));
    chat.client().answerFriendRequest(person.id(), true);
    say("added", Harmless.line(name));
  }

  private void group(String name) throws Command.Wrong {
    if (name.isEmpty()) {
      throw new Command.Wrong(chat.texts().of("usage", "/group NAME"));
    }
    int id = chat.client().createGroup(name, "");
    chat.names().group(id, name);
    chat.open(Conversation.ofGroup(id));
  }

  private void invite(String name) throws Command.Wrong {
    Person person = lookup.person(name);
    Conversation group = lookup.openGroup();
    chat.client().addToGroup(group.id(), OptionalInt.of(person.id()));
    say("invited", Harmless.line(person.name()), chat.names().of(group));
  }

  private void join(String name) throws Command.Wrong {
    int id = lookup.group(name);
    chat.client().addToGroup(id, OptionalInt.empty());
    chat.client().groups().forEach(chat.names()::group);
    chat.open(Conversation.ofGroup(id));
  }

  private void leave(String name) throws Command.Wrong {
    int id = name.isEmpty() ? lookup.openGroup().id() : lookup.group(name);
    chat.client().removeFromGroup(id, OptionalInt.empty());
    say("left", chat.names().of(Conversation.ofGroup(id)));
  }

  private void who(String name) throws Command.Wrong {
    int id = name.isEmpty() ? lookup.openGroup().id() : lookup.group(name);
    for (Member member : chat.client().members(id)) {
      chat.names().learn(new Person(member.id(), member.name()));
      chat.screen().say("  " + Harmless.line(member.name()) + "  " + chat.texts().of(role(member)));
    }
  }

  private static String role(Member member) {
    return switch (member.role()) {
      case "owner" -> "role.owner";
      case "admin" -> "role.admin";
      default -> "role.member";
    };
  }
}
