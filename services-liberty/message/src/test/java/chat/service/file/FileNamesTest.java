package chat.service.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

  @ParameterizedTest
  @CsvSource({
    "photo.png, photo.png",
    "../../etc/passwd, passwd",
    "C:\\Users\\ada\\a b.txt, a b.txt",
    "'  notes.txt ', notes.txt",
    "..., ...",
    ".profile, .profile",
    "<b>&\"'.html, <b>&\"'.html",
    "报告 📎.pdf, 报告 📎.pdf"
  })
  void onlyTheLastPartOfAPathIsKept(String given, String kept) {
    assertEquals(kept, FileNames.name(given));
  }

  @Test
  void whatCannotBeSeenIsTakenOut() {
    assertEquals("ab.txt", FileNames.name("a\u0000\r\nb\u007f.txt\u0085"));
    assertEquals("photo-gnp.exe", FileNames.name("photo-\u202egnp\u202c.exe"));
    assertEquals("a.txt", FileNames.name("/\u0001/a.txt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a/", "..", "a/..", "\\.", "\u202e", "\u0000/ "})
  void nothingIsNoName(String given) {
    assertEquals(ErrorCode.MALFORMED, refusal(given));
  }

  @Test
  void aNameHas255CharactersAtMost() {
    assertEquals("😀".repeat(255), FileNames.name("a/" + "😀".repeat(255)));
    assertEquals(ErrorCode.TOO_LONG, refusal("x".repeat(256)));
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, image/png",
    "Image/PNG, image/png",
    "text/plain; charset=utf-8, text/plain",
    "application/vnd.oasis.opendocument.text, application/vnd.oasis.opendocument.text",
    "'', application/octet-stream",
    "png, application/octet-stream",
    "image/, application/octet-stream",
    "image/png/x, application/octet-stream",
    "'image/png\r\nX: y', application/octet-stream",
    "'image/ png', application/octet-stream",
    "bild/päng, application/octet-stream"
  })
  void aTypeIsOneOrIsUnknown(String given, String kept) {
    assertEquals(kept, FileNames.type(given));
  }

  @Test
  void aTypeFitsItsColumn() {
    String longest = "a".repeat(20) + "/" + "b".repeat(79);
    assertEquals(longest, FileNames.type(longest));
    assertEquals(FileNames.UNKNOWN_TYPE, FileNames.type(longest + "b"));
  }

  private static ErrorCode refusal(String given) {
    return assertThrows(Refused.class, () -> FileNames.name(given)).code();
  }
}
