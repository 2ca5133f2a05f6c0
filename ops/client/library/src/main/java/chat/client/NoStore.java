package chat.client;

import java.util.List;
import java.util.Map;

/** Remembers nothing. */
class NoStore implements Store {
  @Override
  public Memory memory() {
    return new Memory(Map.of(), List.of());
  }

  @Override
  public void handled(Conversation conversation, Mark mark) {}

  @Override
  public void forget(Conversation conversation) {}

  @Override
  public void added(Outgoing outgoing) {}

  @Override
  public void settled(String msgId) {}

  @Override
  public void close() {}
}
