package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import chat.e2e.Stack;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page speaks and looks as the browser wants it, unless somebody has chosen otherwise. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class LooksIT {

  @ParameterizedTest
  @CsvSource({"en-GB, Log in", "zh-CN, 登录", "zh-TW, 登入"})
  void speaksTheLanguageOfTheBrowser(
      String language, String logIn, Stack stack, Browsers browsers) {
    Look look = Look.DESKTOP.speaking(language);
    try (var stranger = new Visits(stack, browsers).stranger(1, look)) {
      assertThat(stranger.page().getByTestId("entry-submit")).hasText(logIn);
    }
  }

  @Test
  void whatIsChosenCounts(Stack stack, Browsers browsers) {
    try (var adas = new Visits(stack, browsers).of(stack.people().make("ada"))) {
      Page page = adas.page();
      String day = background(page);
      prefer(ColorScheme.DARK, page);
      String night = background(page);
      assertNotEquals(day, night);

      adas.side().openSettings();
      Locator theme = page.getByTestId("theme");
      theme.selectOption("light");
      assertEquals(day, background(page));
      prefer(ColorScheme.LIGHT, page);
      theme.selectOption("dark");
      assertEquals(night, background(page));
      page.getByTestId("language").selectOption("zh-Hant");
      assertThat(page.getByTestId("change-password")).hasText("變更密碼");

      page.reload();
      assertThat(page.getByTestId("new-group")).hasText("建立群組");
      assertEquals(night, background(page));
    }
  }

  private static void prefer(ColorScheme colors, Page page) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colors));
  }

  /** What is behind the list of conversations. */
  private static String background(Page page) {
    return (String)
        page.getByTestId("side").evaluate("side => getComputedStyle(side).backgroundColor");
  }
}
