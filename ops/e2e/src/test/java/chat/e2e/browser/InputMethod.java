package chat.e2e.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** Types as people do who write Chinese: letters first, of which a word is chosen then. */
final class InputMethod {
  /** What browsers tell of a key that an input method has taken. */
  private static final int PROCESSED_BY_INPUT_METHOD = 229;

  private final CDPSession browser;

  InputMethod(Page page) {
    browser = page.context().newCDPSession(page);
  }

  /** Shows letters in the focused field, of which nothing has been chosen yet. */
  void compose(String letters) {
    JsonObject composition = text(letters);
    composition.addProperty("selectionStart", letters.length());
    composition.addProperty("selectionEnd", letters.length());
    browser.send("Input.imeSetComposition", composition);
  }

  /** Presses the Enter that tells the input method to choose; the page is shown it too. */
  void pressEnter() {
    var key = new JsonObject();
    key.addProperty("type", "rawKeyDown");
    key.addProperty("key", "Enter");
    key.addProperty("code", "Enter");
    key.addProperty("windowsVirtualKeyCode", PROCESSED_BY_INPUT_METHOD);
    browser.send("Input.dispatchKeyEvent", key);
  }

  /** Puts a word in their place. */
  void choose(String word) {
    browser.send("Input.insertText", text(word));
  }

  private static JsonObject text(String text) {
    var json = new JsonObject();
    json.addProperty("text", text);
    return json;
  }
}
