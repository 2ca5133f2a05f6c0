package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.script.Replay;
import chat.e2e.script.Script;
import chat.e2e.script.Script.Dialect;
import chat.e2e.script.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plays the examples of the protocol document, from top to bottom. */
@ExtendWith(Stack.Shared.class)
class ProtocolDocumentIT {
  private static final Path DOCUMENT = Path.of("../../proto/PROTOCOL.md");
  private static final Pattern FENCE = Pattern.compile("```([a-z]*)");
  private static final Map<String, Dialect> DIALECTS =
      Stream.of(Dialect.values())
          .collect(
              Collectors.toMap(
                  dialect -> dialect.name().toLowerCase(Locale.ROOT), Function.identity()));

  /** Every request that the document describes has an example. */
  private static final List<Integer> LINES =
      List.of(
          1, 3, 4, 1001, 1003, 1005, 1007, 1009, 1011, 2001, 2003, 2005, 2007, 2009, 2011, 3001,
          3003, 3005, 9001);

  private static final List<Integer> CLASSIC = List.of(1, 3, 4, 6, 7, 8, 9, 10);

  @Test
  void everyExampleIsTrue(Stack stack) throws IOException {
    List<Script> examples = examples();
    var gateway = stack.gateway(1);
    try (var replay = new Replay(gateway.tcp(), gateway.http(), Transport.TCP)) {
      examples.forEach(replay::play);
      replay.finish();
    }
  }

  @Test
  void everyRequestHasAnExample() throws IOException {
    List<Script> examples = examples();
    LINES.forEach(msgid -> assertShown(examples, Dialect.LINES, msgid));
    CLASSIC.forEach(msgid -> assertShown(examples, Dialect.CLASSIC, msgid));
  }

  private static void assertShown(List<Script> examples, Dialect dialect, int msgid) {
    assertTrue(
        examples.stream()
            .filter(example -> example.dialect() == dialect)
            .flatMap(example -> example.steps().stream())
            .anyMatch(
                step ->
                    step.text().startsWith("{\"msgid\":" + msgid + ",")
                        || step.text().startsWith("{\"msgid\":" + msgid + "}")),
        () -> "no example of " + dialect + " " + msgid);
  }

  private static List<Script> examples() throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    List<Script> examples = new ArrayList<>();
    int start = -1;
    String language = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (!fence.matches()) {
        continue;
      }
      if (start < 0) {
        start = i + 1;
        language = fence.group(1);
      } else {
        Dialect dialect = DIALECTS.get(language);
        if (dialect != null) {
          examples.add(Script.parse(dialect, start + 1, lines.subList(start, i)));
        }
        start = -1;
      }
    }
    return examples;
  }
}
