package chat.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHeadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/avif",
        "audio/ogg",
        "video/mp4",
        "video/x-matroska",
        "application/pdf"
      })
  void whatBrowsersOnlyShowKeepsItsType(String type) {
    assertEquals(type, FileHeaders.type(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "image/svg+xml",
        "application/xhtml+xml",
        "text/javascript",
        "text/plain",
        "application/octet-stream",
        "audio/",
        "image/png; charset=x",
        "video/mp4\r\nX-Evil: 1",
        ""
      })
  void allElseIsJustBytes(String type) {
    assertEquals("application/octet-stream", FileHeaders.type(type));
  }

  @Test
  void aNameIsWrittenSoThatNothingInItIsAHeader() {
    assertEquals(
        "attachment; filename*=UTF-8''a%20%22b%22%3B%27%25%0D%0A.%E6%8A%A5",
        FileHeaders.disposition("a \"b\";'%\r\n.报"));
    assertEquals(
        "attachment; filename*=UTF-8''report-1_2.pdf", FileHeaders.disposition("report-1_2.pdf"));
  }
}
