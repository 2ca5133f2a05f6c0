package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ServiceSettingsTest {

  @Test
  void refusesAShortSecretAndSaysWhy() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> ServiceSettings.checkSecret("x".repeat(31)));
    assertEquals("JWT_SECRET must have at least 32 bytes, it has 31", refused.getMessage());
  }

  @Test
  void countsTheSecretsBytes() {
    assertDoesNotThrow(() -> ServiceSettings.checkSecret("x".repeat(32)));
    assertDoesNotThrow(() -> ServiceSettings.checkSecret("ü".repeat(16)));
  }

  @Test
  void refusesAPortOutOfRange() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ServiceSettings("user", "1", "0.0.0.0", 65_536, 1_024));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ServiceSettings("user", "1", "0.0.0.0", 60_051, 1_023));
  }
}
