package chat.e2e.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private final Template template = new Template();

  @Test
  void remembersAPlaceholderAndHoldsTheNextAnswerToIt() {
    assertMatches("{\"id\":<ada>,\"token\":\"<token>\"}", "{\"token\":\"abc\",\"id\":7}");
    assertEquals("7 abc <bob>", template.fill("<ada> <token> <bob>"));
    assertMatches("{\"id\":<ada>}", "{\"id\":7}");
    assertDiffers("{\"id\":<ada>}", "{\"id\":8}");
  }

  @Test
  void tellsNumbersFromTexts() {
    assertDiffers("{\"id\":<ada>}", "{\"id\":\"7\"}");
    assertDiffers("{\"id\":\"<ada>\"}", "{\"id\":7}");
    assertDiffers("{\"id\":7}", "{\"id\":\"7\"}");
  }

  @Test
  void wantsExactlyTheGivenFieldsAndItems() {
    assertDiffers("{\"a\":1}", "{\"a\":1,\"b\":2}");
    assertDiffers("{\"a\":1,\"b\":2}", "{\"a\":1}");
    assertDiffers("{\"a\":[1]}", "{\"a\":[1,2]}");
    assertDiffers("{\"a\":[1,2]}", "{\"a\":[2,1]}");
    assertMatches("{\"a\":[1,{\"b\":null}]}", "{\"a\":[1,{\"b\":null}]}");
  }

  @Test
  void comparesJsonInsideATextAsJson() {
    assertMatches(
        "{\"list\":[\"{\\\"id\\\":<bob>,\\\"name\\\":\\\"b\\\"}\"]}",
        "{\"list\":[\"{\\\"name\\\":\\\"b\\\",\\\"id\\\":3}\"]}");
    assertEquals("3", template.fill("<bob>"));
    assertDiffers("{\"list\":[\"{\\\"id\\\":<bob>}\"]}", "{\"list\":[\"{\\\"id\\\":4}\"]}");
  }

  @Test
  void neverRemembersAny() {
    assertMatches("{\"a\":<any>,\"b\":\"<any>\"}", "{\"a\":{\"c\":1},\"b\":\"x\"}");
    assertDiffers("{\"b\":\"<any>\"}", "{\"b\":1}");
  }

  @Test
  void repeatsACharacterAndLeavesOtherBracketsAlone() {
    assertEquals("xxx <b> 你你", template.fill("<x*3> <b> <你*2>"));
  }

  private void assertMatches(String expected, String actual) {
    assertEquals(Optional.empty(), template.mismatch(expected, actual));
  }

  private void assertDiffers(String expected, String actual) {
    assertTrue(template.mismatch(expected, actual).isPresent(), actual);
  }
}
