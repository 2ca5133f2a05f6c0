package chat.e2e.script;

/** What carries the {@code lines} dialect in a replay. */
public enum Transport {
  TCP,
  WEBSOCKET
}
