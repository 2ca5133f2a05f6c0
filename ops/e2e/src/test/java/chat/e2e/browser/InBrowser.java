package chat.e2e.browser;

import chat.ops.browser.BrowserMissing;
import chat.ops.browser.Browsers;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one browser of the run, and skips them, with a line that says what to install,
 * where there is none.
 */
final class InBrowser implements ExecutionCondition, ParameterResolver {
  /** What a run has: a browser, or none and a reason. */
  private sealed interface Found extends AutoCloseable {
    record Running(Browsers browsers) implements Found {
      @Override
      public void close() {
        browsers.close();
      }
    }

    record Missing(String reason) implements Found {
      @Override
      public void close() {}
    }

    @Override
    void close();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return switch (found(context)) {
      case Found.Running _ -> ConditionEvaluationResult.enabled("there is a browser");
      case Found.Missing missing -> ConditionEvaluationResult.disabled(missing.reason());
    };
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browsers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return switch (found(context)) {
      case Found.Running running -> running.browsers();
      case Found.Missing missing -> throw new AssertionError(missing.reason());
    };
  }

  private static Found found(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Found.class, _ -> start(), Found.class);
  }

  private static Found start() {
    try {
      PlaywrightAssertions.setDefaultAssertionTimeout(Browsers.PATIENCE_MS);
      return new Found.Running(Browsers.start());
    } catch (BrowserMissing e) {
      System.out.println("Tests in a browser are skipped. " + e.getMessage());
      return new Found.Missing(e.getMessage());
    }
  }
}
