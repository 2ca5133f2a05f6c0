package chat.client.terminal;

import chat.client.Conversation;
import chat.client.Draft;
import chat.client.Found;
import chat.client.History;
import chat.client.Message;
import java.util.List;
import java.util.Optional;

/** The commands for conversations and messages. */
final class MessageCommands {
  private static final int PAGE = 20;

  private final Chat chat;
  private final Lookup lookup;
  // The history that was shown last, to go on before it.
  private Optional<Message> oldest = Optional.empty();

  MessageCommands(Chat chat) {
    this.chat = chat;
    this.lookup = new Lookup(chat);
  }

  List<Command> all() {
    return List.of(
        new Command("open", "NAME|#GROUP", true, this::open),
        new Command("msg", "NAME|#GROUP TEXT", true, this::say),
        new Command("reply", "SEQ TEXT", false, this::reply),
        new Command("edit", "[SEQ] TEXT", false, this::edit),
        new Command("recall", "[SEQ]", false, this::recall),
        new Command("history", "", false, _ -> history()),
        new Command("search", "TEXT", false, this::search));
  }

  private void open(String rest) throws Command.Wrong {
    if (rest.isEmpty()) {
      for (Rooms.Line room : chat.rooms().lines()) {
        String unread = room.unread() == 0 ? "" : " (" + room.unread() + ")";
        chat.screen().say("  " + chat.names().of(room.conversation()) + unread);
      }
    } else {
      oldest = Optional.empty();
      chat.open(lookup.conversation(rest));
    }
  }

  private void say(String rest) throws Command.Wrong {
    String[] words = chat.names().split(rest);
    if (words[1].isEmpty()) {
      throw new Command.Wrong(chat.texts().of("usage", "/msg NAME|#GROUP TEXT"));
    }
    chat.send(Draft.text(lookup.conversation(words[0]), words[1]));
  }

  private void reply(String rest) throws Command.Wrong {
    String[] words = rest.split(" ", 2);
    if (words.length < 2 || !isSeq(words[0])) {
      throw new Command.Wrong(chat.texts().of("usage", "/reply SEQ TEXT"));
    }
    chat.send(Draft.text(lookup.open(), words[1]).inReplyTo(Long.parseLong(words[0])));
  }

  private void edit(String rest) throws Command.Wrong {
    String[] words = rest.split(" ", 2);
    boolean named = words.length == 2 && isSeq(words[0]);
    String text = named ? words[1] : rest;
    if (text.isEmpty()) {
      throw new Command.Wrong(chat.texts().of("usage", "/edit [SEQ] TEXT"));
    }
    Conversation open = lookup.open();
    chat.send(Draft.edit(open, named ? Long.parseLong(words[0]) : lastOwn(open), text));
  }

  private void recall(String rest) throws Command.Wrong {
    Conversation open = lookup.open();
    chat.send(Draft.recall(open, isSeq(rest) ? Long.parseLong(rest) : lastOwn(open)));
  }

  private long lastOwn(Conversation conversation) throws Command.Wrong {
    return chat.rooms()
        .last(
            conversation,
            message -> message.own() && message.edits().isEmpty() && message.recalls().isEmpty())
        .orElseThrow(() -> new Command.Wrong(chat.texts().of("noown")))
        .seq();
  }

  private static boolean isSeq(String word) {
    return word.matches("[1-9][0-9]{0,17}");
  }

  private void history() throws Command.Wrong {
    Conversation open = lookup.open();
    long before =
        oldest
            .filter(message -> message.conversation().equals(open))
            .map(Message::seq)
            .orElse(chat.rooms().head(open) + 1);
    History page = chat.client().before(open, before, PAGE);
    chat.show(page.messages());
    if (!page.messages().isEmpty()) {
      oldest = Optional.of(page.messages().getFirst());
    }
    chat.screen().say(chat.texts().of(page.more() ? "history.more" : "history.end"));
  }

  private void search(String text) throws Command.Wrong {
    if (text.isEmpty()) {
      throw new Command.Wrong(chat.texts().of("usage", "/search TEXT"));
    }
    Found found = chat.client().search(text, Optional.empty());
    for (Message message : found.messages().reversed()) {
      chat.screen().say(chat.names().of(message.conversation()));
      chat.show(List.of(message));
    }
    chat.screen().say(chat.texts().of("found", found.messages().size()));
  }
}
