package chat.e2e.script;

import chat.e2e.client.ClassicClient;
import chat.e2e.client.FrameClient;
import chat.e2e.client.Json;
import chat.e2e.client.LinesClient;
import chat.e2e.client.People;
import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import chat.e2e.client.SocketClient;
import chat.e2e.client.TcpClient;
import chat.e2e.script.Script.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays scripts against a gateway, one after another with the same people, values and connections.
 * An answer that is not the expected one fails with its line. Pushes about changed lists are hints
 * and may come at any time: where none is expected they are passed over.
 */
public final class Replay implements AutoCloseable {
  private static final Pattern CALL =
      Pattern.compile("(GET|POST|PUT|DELETE) (\\S+)(?: Bearer (\\S+))?(?: (.+))?");
  private static final Pattern HINT =
      Pattern.compile("\"msgid\":(2101|2103|2105)\\b|ADD_FRIEND_MSG|CREATE_GROUP_MSG");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(n|r|0|\\\\|x([0-9a-f]{2}))");

  private final int tcpPort;
  private final int httpPort;
  private final Transport transport;
  private final People people;
  private final Template template = new Template();
  private final Map<String, Person> persons = new HashMap<>();
  private final Map<String, FrameClient> clients = new HashMap<>();
  private final Set<FrameClient> closed = new HashSet<>();
  private Optional<RestClient.Answer> answer = Optional.empty();

  /** Plays against the gateway with these ports. */
  public Replay(int tcpPort, int httpPort, Transport transport) {
    this.tcpPort = tcpPort;
    this.httpPort = httpPort;
    this.transport = transport;
    this.people = new People(tcpPort);
  }

  /** Plays one script. */
  public void play(Script script) {
    for (Step step : script.steps()) {
      try {
        play(script.dialect(), step);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("line " + step.line() + ": " + e.getMessage(), e);
      }
    }
  }

  /** Makes sure that nothing unexpected has come, and that every open connection still works. */
  public void finish() {
    clients.forEach(
        (name, client) -> {
          if (!closed.contains(client)) {
            client.send("{\"msgid\":77}");
            String frame = nextBut(client, "404");
            JsonNode json = Json.parse(frame);
            if (json.path("msgid").asInt(-1) != 0 || json.path("errno").asInt() != 404) {
              throw new AssertionError("at the end, not expected at " + name + ": " + frame);
            }
          }
        });
  }

  @Override
  public void close() {
    clients.values().forEach(FrameClient::close);
  }

  private void play(Dialect dialect, Step step) {
    switch (step.action()) {
      case PREPARE -> prepare(step.text());
      case CONNECT -> {
        var client = new SocketClient(httpPort, template.fill(step.text()));
        clients.put(key(dialect, step), client);
      }
      case SEND -> {
        if (dialect == Dialect.REST) {
          call(template.fill(step.text()));
        } else {
          client(dialect, step).send(template.fill(step.text()));
        }
      }
      case SEND_RAW -> {
        if (client(dialect, step) instanceof TcpClient client) {
          client.sendRaw(unescape(template.fill(step.text())));
        } else {
          throw new IllegalArgumentException("only TCP takes bytes as they are");
        }
      }
      case EXPECT -> {
        if (dialect == Dialect.REST) {
          expectAnswer(step.text());
        } else {
          expect(client(dialect, step), step.text());
        }
      }
    }
  }

  private void expect(FrameClient client, String expected) {
    if (expected.startsWith("closed")) {
      client.poll().ifPresent(frame -> fail("not closed, but got " + frame));
      if (!("closed " + client.closeReason()).startsWith(expected)) {
        fail("closed with: " + client.closeReason());
      }
      closed.add(client);
      return;
    }
    String frame = nextBut(client, expected);
    template.mismatch(expected, frame).ifPresent(why -> fail(why + " in " + frame));
  }

  /** The next frame that is no hint, unless a hint is expected. */
  private static String nextBut(FrameClient client, String expected) {
    while (true) {
      String frame = client.receive();
      if (!HINT.matcher(frame).find() || HINT.matcher(expected).find()) {
        return frame;
      }
    }
  }

  private void call(String text) {
    Matcher call = CALL.matcher(text);
    if (!call.matches()) {
      throw new IllegalArgumentException("no call: " + text);
    }
    answer =
        Optional.of(
            new RestClient(httpPort)
                .call(
                    call.group(1),
                    call.group(2),
                    Optional.ofNullable(call.group(3)),
                    Optional.ofNullable(call.group(4))));
  }

  private void expectAnswer(String expected) {
    RestClient.Answer got = answer.orElseThrow();
    String status = expected.substring(0, 3);
    if (!status.equals(String.valueOf(got.status()))) {
      fail("status " + got.status() + " with " + got.body());
    }
    template
        .mismatch(expected.substring(4), got.body())
        .ifPresent(why -> fail(why + " in " + got.body()));
  }

  private FrameClient client(Dialect dialect, Step step) {
    return clients.computeIfAbsent(
        key(dialect, step),
        _ ->
            switch (dialect) {
              case LINES ->
                  switch (transport) {
                    case TCP -> new LinesClient(tcpPort);
                    case WEBSOCKET -> new SocketClient(httpPort, "/ws?dialect=lines");
                  };
              case CLASSIC -> new ClassicClient(tcpPort);
              case WEB, REST ->
                  throw new IllegalArgumentException("say with = where to connect to");
            });
  }

  private static String key(Dialect dialect, Step step) {
    return dialect + " " + step.connection();
  }

  private void prepare(String text) {
    String[] words = text.split(" ", -1);
    String[] names = Arrays.copyOfRange(words, 1, words.length);
    switch (words[0]) {
      case "people" -> Arrays.stream(names).forEach(this::makePerson);
      case "friends" -> people.befriend(persons.get(names[0]), persons.get(names[1]));
      case "group" -> {
        Person[] others = Arrays.stream(names).skip(2).map(persons::get).toArray(Person[]::new);
        int id = people.makeGroup(names[0], persons.get(names[1]), others);
        template.put(names[0], String.valueOf(id));
      }
      default -> throw new IllegalArgumentException("cannot prepare " + text);
    }
  }

  private void makePerson(String name) {
    Person person = people.make(name);
    persons.put(name, person);
    template.put(name, String.valueOf(person.id()));
    template.put(name + ".name", person.name());
    template.put(name + ".token", person.token());
  }

  private static byte[] unescape(String text) {
    var bytes = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(text);
    int from = 0;
    while (escape.find()) {
      bytes.writeBytes(text.substring(from, escape.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(
          switch (escape.group(1).charAt(0)) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case '0' -> 0;
            case 'x' -> Integer.parseInt(escape.group(2), 16);
            default -> '\\';
          });
      from = escape.end();
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static void fail(String why) {
    throw new AssertionError(why);
  }
}
