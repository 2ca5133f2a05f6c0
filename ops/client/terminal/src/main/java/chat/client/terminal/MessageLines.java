package chat.client.terminal;

import chat.client.Attachment;
import chat.client.Message;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** A message as lines of a terminal. */
final class MessageLines {
  private static final String INDENT = "      ";

  private final Palette palette;
  private final Texts texts;
  private final DateTimeFormatter time;

  MessageLines(Palette palette, Texts texts, ZoneId zone) {
    this.palette = palette;
    this.texts = texts;
    this.time = DateTimeFormatter.ofPattern("HH:mm").withZone(zone);
  }

  /** Time, seq, who, and what; further lines of a text are indented. */
  List<AttributedString> of(Message message) {
    List<String> said = said(message).lines().toList();
    var first =
        new AttributedStringBuilder()
            .styled(palette.faint(), time.format(message.sentAt()) + " " + message.seq() + " ")
            .styled(palette.person(message.from().id()), Harmless.line(message.from().name()))
            .append(": ");
    List<AttributedString> lines = new ArrayList<>();
    first.append(said.isEmpty() ? "" : Harmless.line(said.getFirst()));
    lines.add(first.toAttributedString());
    said.stream()
        .skip(1)
        .forEach(line -> lines.add(new AttributedString(INDENT + Harmless.line(line))));
    return lines;
  }

  private String said(Message message) {
    if (message.recalls().isPresent()) {
      return texts.of("message.recalls", message.recalls().getAsLong());
    }
    if (message.recalledAt().isPresent()) {
      return texts.of("message.recalled");
    }
    StringBuilder said = new StringBuilder();
    message.edits().ifPresent(seq -> said.append(texts.of("message.edits", seq)).append(' '));
    message.replyTo().ifPresent(seq -> said.append(texts.of("message.reply", seq)).append(' '));
    message.attachment().ifPresent(file -> said.append(file(file)).append(' '));
    said.append(message.content());
    message.editedAt().ifPresent(_ -> said.append(' ').append(texts.of("message.edited")));
    return said.toString();
  }

  private String file(Attachment file) {
    return texts.of("message.file", Harmless.line(file.name()), file.size());
  }
}
