package chat.gateway.dialect;

import chat.proto.common.Attachment;
import chat.proto.common.ChatMessage;
import java.util.Locale;

/**
 * A message as the text of a client that knows texts only: edits, recalls and files show as what
 * they are. A plain text is itself.
 */
final class OldText {
  private static final String EDITED = "✎ ";
  private static final String RECALLED = "↩ (recalled)";
  private static final String FILE = "📎 ";
  private static final int KILO = 1024;

  private OldText() {}

  /** The text; not escaped. */
  static String of(ChatMessage message) {
    if (message.getRecalledMs() > 0) {
      return RECALLED;
    }
    return switch (message.getKind()) {
      case EDIT -> EDITED + message.getContent();
      case RECALL -> RECALLED;
      case TEXT, UNRECOGNIZED -> message.hasFile() ? file(message) : message.getContent();
    };
  }

  private static String file(ChatMessage message) {
    Attachment file = message.getFile();
    String name = FILE + file.getName() + " (" + size(file.getSize()) + ")";
    return message.getContent().isEmpty() ? name : name + " " + message.getContent();
  }

  private static String size(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    double kilobytes = (double) bytes / KILO;
    return kilobytes < KILO
        ? String.format(Locale.ROOT, "%.1f KB", kilobytes)
        : String.format(Locale.ROOT, "%.1f MB", kilobytes / KILO);
  }
}
