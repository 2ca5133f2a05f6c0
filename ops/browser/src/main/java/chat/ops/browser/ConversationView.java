package chat.ops.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;

/** The open conversation: its messages, and the field to write in. */
public final class ConversationView {
  private final Page page;

  ConversationView(Page page) {
    this.page = page;
  }

  /** Types a text and sends it with Enter. */
  public void say(String text) {
    field().fill(text);
    field().press("Enter");
  }

  /** Sends files, with a text or an empty one. */
  public void sendFiles(String text, Path... files) {
    page.getByTestId("file-input").setInputFiles(files);
    page.getByTestId("pending-file").nth(files.length - 1).waitFor();
    field().fill(text);
    page.getByTestId("send").click();
  }

  /** The field to write in. */
  public Locator field() {
    return page.getByTestId("composer-text");
  }

  /** The whole of each message that is in the document, oldest first. */
  public Locator messages() {
    return page.getByTestId("message");
  }

  /** The text of each of them. */
  public Locator texts() {
    return page.getByTestId("message-text");
  }

  /** The message with this text, of which a part is enough; not one that quotes it. */
  public Locator message(String text) {
    Locator texts = texts().filter(new Locator.FilterOptions().setHasText(text));
    return messages().filter(new Locator.FilterOptions().setHas(texts));
  }

  /**
   * How far each own message has come; the attribute {@code data-state} is sending, sent,
   * delivered, read or failed.
   */
  public Locator states() {
    return page.getByTestId("state");
  }

  /**
   * Types the beginning of somebody's name, chooses them from the list, and sends a text to them.
   */
  public void mention(String beginning, String text) {
    field().pressSequentially("@" + beginning);
    page.getByTestId("mention-option").first().click();
    field().pressSequentially(text);
    field().press("Enter");
  }

  /** Puts people into the group, by their numbers. */
  public void addMembers(List<String> numbers) {
    openDetails();
    for (String number : numbers) {
      page.getByTestId("add-member").click();
      page.getByTestId("ask-who").fill(number);
      page.getByTestId("ask-submit").click();
      page.getByTestId("member").filter(new Locator.FilterOptions().setHasText(number)).waitFor();
    }
    page.getByTestId("dialog-close").click();
  }

  /** Presses a button beside a message: reply, copy or recall; see {@link #edit}. */
  public void tool(String text, String name) {
    Locator message = message(text);
    message.hover();
    message.getByTestId(name).click();
  }

  /** Changes the text of an own message, of which a part is enough to name it. */
  public void edit(String text, String changed) {
    tool(text, "edit");
    // The page puts the old text into the field when it draws next.
    page.waitForCondition(() -> field().inputValue().contains(text));
    say(changed);
  }

  /** Opens the members of a group, or somebody's profile. */
  public void openDetails() {
    page.getByTestId("details").click();
    page.getByTestId("dialog").waitFor();
  }

  /** What the line below the name says, such as online. */
  public Locator state() {
    return page.getByTestId("conversation-state");
  }

  /** Who else writes just now. */
  public Locator typing() {
    return page.getByTestId("conversation").getByTestId("typing");
  }

  /** Where the messages scroll. */
  public Locator scroll() {
    return page.getByTestId("message-scroll");
  }

  /** On a phone: back to the list. */
  public void back() {
    page.getByTestId("back").click();
  }

  /** All of it. */
  public Locator all() {
    return page.getByTestId("conversation");
  }
}
