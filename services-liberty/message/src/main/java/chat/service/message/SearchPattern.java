package chat.service.message;

/** Makes a pattern of LIKE out of a text in which no character means anything but itself. */
final class SearchPattern {
  /** Stands before a character that LIKE would give a meaning. */
  static final String ESCAPE = "!";

  private SearchPattern() {}

  /** The pattern of what contains the text. */
  static String containing(String text) {
    String plain =
        text.replace(ESCAPE, ESCAPE + ESCAPE).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_");
    return "%" + plain + "%";
  }
}
