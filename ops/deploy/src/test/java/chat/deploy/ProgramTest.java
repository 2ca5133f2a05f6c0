package chat.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the sources are understood: else the comparisons with them would compare nothing. */
class ProgramTest {
  private static final Pattern README_NAME = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)`");

  @Test
  void theReadmesSettingsAreFound() {
    String table = Repository.text("README.md");
    table = table.substring(table.indexOf("## Settings"), table.indexOf("**One session per user"));
    Set<String> known =
        Stream.of(Program.values())
            .flatMap(program -> program.settings().keySet().stream())
            .collect(Collectors.toSet());
    Matcher name = README_NAME.matcher(table);
    int found = 0;
    while (name.find()) {
      assertTrue(known.contains(name.group(1)), name.group(1) + " is not found in any source");
      found++;
    }
    assertTrue(found > 50, "only " + found + " names in README.md");
  }

  @Test
  void theGatewayIsUnderstood() {
    assertTrue(Program.GATEWAY.reads("CHAT_CONFIG"));
    assertTrue(Program.GATEWAY.reads("JAEGER_ENDPOINT"));
    assertTrue(Program.GATEWAY.reads("OTEL_TRACES_SAMPLER"));
    assertFalse(Program.GATEWAY.reads("DB_HOST"));
    assertTrue(Program.GATEWAY.reads("JWT_SECRET_FILE"));
    assertFalse(Program.GATEWAY.reads("DB_PASS_FILE"));
    assertEquals("PT20S", Program.GATEWAY.settings().get("DRAIN_TIMEOUT"));
    assertEquals(
        Map.of(
            "TCP_PORT", 7000,
            "HTTP_PORT", 3000,
            "METRICS_PORT", 8080,
            "CONTROL_PORT", 8084,
            "TLS_TCP_PORT", 7443,
            "TLS_HTTP_PORT", 3443),
        Program.GATEWAY.ports());
  }

  @Test
  void theServicesAreUnderstood() {
    assertEquals(
        Map.of("MESSAGE_GRPC_PORT", 60053, "MESSAGE_HTTP_PORT", 8083), Program.MESSAGE.ports());
    assertTrue(Program.USER.reads("DB_PASS"));
    assertTrue(Program.USER.reads("JWT_SECRET"));
    assertTrue(Program.USER.reads("DB_PASS_FILE"));
    assertFalse(Program.USER.reads("DB_USER_FILE"));
    assertFalse(Program.USER.reads("MESSAGE_GRPC_PORT"));
    assertFalse(Program.USER.reads("DRAIN_TIMEOUT"));
    assertEquals(
        Set.of("DB_HOST", "DB_PORT", "DB_USER", "DB_PASS", "DB_PASS_FILE", "DB_NAME"),
        Program.MIGRATION.settings().keySet());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MIGRATION")
  void everyProgramThatStaysAnswersTheThreeProbes(Program program) {
    assertEquals(
        Map.of(
            Program.Probe.STARTED, "/health/started",
            Program.Probe.LIVE, "/health/live",
            Program.Probe.READY, "/health/ready"),
        program.probes());
  }
}
