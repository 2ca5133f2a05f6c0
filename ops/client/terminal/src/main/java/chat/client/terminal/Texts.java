package chat.client.terminal;

import java.util.Locale;
import java.util.ResourceBundle;

/** What the terminal client says, in the language of the locale: Chinese, or else English. */
final class Texts {
  private final ResourceBundle bundle;

  /** The texts of a locale. */
  Texts(Locale locale) {
    bundle =
        ResourceBundle.getBundle(
            Texts.class.getName(),
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** A text, with words put in. */
  String of(String key, Object... words) {
    return String.format(Locale.ROOT, bundle.getString(key), words);
  }
}
