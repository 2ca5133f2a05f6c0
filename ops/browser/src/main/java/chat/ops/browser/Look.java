package chat.ops.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/**
 * What somebody's screen is like.
 *
 * @param locale the browser's first language, such as {@code zh-CN}
 * @param colors what the system prefers
 * @param width of the window, in CSS pixels
 * @param height of the window, in CSS pixels
 * @param touch whether it is a phone: fingers instead of a mouse, and a denser screen
 */
public record Look(String locale, ColorScheme colors, int width, int height, boolean touch) {
  /** An English desktop with a light theme. */
  public static final Look DESKTOP = new Look("en-GB", ColorScheme.LIGHT, 1280, 800, false);

  /** The same at night. */
  public Look dark() {
    return new Look(locale, ColorScheme.DARK, width, height, touch);
  }

  /** The same in Chinese. */
  public Look chinese() {
    return speaking("zh-CN");
  }

  /** The same in another language. */
  public Look speaking(String language) {
    return new Look(language, colors, width, height, touch);
  }

  /** The same on a phone. */
  public Look phone() {
    return new Look(locale, colors, 390, 844, true);
  }

  Browser.NewContextOptions options(String origin) {
    return new Browser.NewContextOptions()
        .setBaseURL(origin)
        .setLocale(locale)
        .setColorScheme(colors)
        .setViewportSize(width, height)
        .setHasTouch(touch)
        .setIsMobile(touch)
        .setDeviceScaleFactor(touch ? 2 : 1);
  }
}
