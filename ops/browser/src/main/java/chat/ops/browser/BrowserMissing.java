package chat.ops.browser;

/** This machine has no browser to drive; the message says what is missing and what installs it. */
public final class BrowserMissing extends RuntimeException {
  BrowserMissing(String message) {
    super(message);
  }
}
