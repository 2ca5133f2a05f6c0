package chat.client.terminal;

import chat.client.Conversation;
import chat.client.Person;
import java.util.Optional;

/** Finds who and what a command names; asks the server for people nobody here has heard of. */
final class Lookup {
  private final Chat chat;

  Lookup(Chat chat) {
    this.chat = chat;
  }

  Person person(String written) throws Command.Wrong {
    Optional<Person> person =
        chat.names().person(written).or(() -> written.isEmpty() ? Optional.empty() : ask(written));
    return person.orElseThrow(
        () -> new Command.Wrong(chat.texts().of("nobody", Harmless.line(written))));
  }

  private Optional<Person> ask(String name) {
    Optional<Person> found = chat.client().find(name);
    found.ifPresent(chat.names()::learn);
    return found;
  }

  Conversation conversation(String written) throws Command.Wrong {
    return written.startsWith("#")
        ? Conversation.ofGroup(group(written))
        : Conversation.withPerson(person(written).id());
  }

  int group(String written) throws Command.Wrong {
    return chat.names()
        .groupId(written)
        .orElseThrow(() -> new Command.Wrong(chat.texts().of("nogroup", Harmless.line(written))));
  }

  Conversation open() throws Command.Wrong {
    return chat.rooms().open().orElseThrow(() -> new Command.Wrong(chat.texts().of("nothingopen")));
  }

  Conversation openGroup() throws Command.Wrong {
    Conversation open = open();
    if (!open.isGroup()) {
      throw new Command.Wrong(chat.texts().of("nogroupopen"));
    }
    return open;
  }
}
