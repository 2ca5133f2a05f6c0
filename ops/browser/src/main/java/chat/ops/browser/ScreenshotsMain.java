package chat.ops.browser;

final class ScreenshotsMain {
  private ScreenshotsMain() {}
}
