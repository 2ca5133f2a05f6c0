package chat.ops.check.client;

import chat.proto.ConversationId;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What one device talks about, and where: drawn from a seed, the same in each run with that seed.
 * Used by one thread.
 */
final class Topics {
  private static final List<String> WORDS =
      List.of("hello", "good morning", "你好，世界", "пора обедать", "ok", "🙂👍", "see you at 10:30");

  private final List<ConversationId> conversations;
  private final RandomGenerator random;
  private final String mark;
  private int count;

  /**
   * Topics of a device.
   *
   * @param conversations where it may write
   * @param mark begins every text, and is no other device's
   */
  Topics(List<ConversationId> conversations, RandomGenerator random, String mark) {
    this.conversations = List.copyOf(conversations);
    this.random = random;
    this.mark = mark;
  }

  /** Where the next message goes. */
  ConversationId conversation() {
    return conversations.get(random.nextInt(conversations.size()));
  }

  /** A text that no other message has, about 64 bytes long. */
  String text() {
    String text = mark + "." + ++count + " " + WORDS.get(random.nextInt(WORDS.size()));
    return text + " ".repeat(Math.max(0, 63 - text.length())) + ".";
  }
}
