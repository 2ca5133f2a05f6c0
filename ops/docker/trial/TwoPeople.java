import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two people chat through NGINX for as long as the first argument says (seconds, 5 if none): one by
 * TCP, who sends ten messages a second, one by WebSocket. Both come back when they lose their
 * connection, and send again what was not acknowledged. Exit code 0 when all that was acknowledged
 * has come, once and in order.
 */
public final class TwoPeople {
  private static final int TCP = Integer.getInteger("tcp", 7000);
  private static final int WEB = Integer.getInteger("web", 8000);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final String mark = Long.toString(System.nanoTime(), 36);
  /** Sent and not acknowledged, with the time in ns; and how long that took at most. */
  private final Map<Integer, Long> open = new ConcurrentSkipListMap<>();
  private final List<Integer> received = new ArrayList<>();
  private volatile int acknowledged;
  private volatile long longest;
  private volatile int lostByAnn;
  private volatile int lostByBen;
  private volatile long seen;
  private volatile boolean over;
  private String annToken = "";
  private String benToken = "";
  private long benId;
  private long annId;

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
    System.exit(new TwoPeople().run(seconds) ? 0 : 1);
  }

  private boolean run(int seconds) throws Exception {
    var page = get("/");
    System.out.println("page: " + page.statusCode() + ", " + page.body().length() + " characters");
    annId = register("ann-" + mark);
    benId = register("ben-" + mark);
    annToken = token("ann-" + mark);
    benToken = token("ben-" + mark);
    var benIsThere = new CountDownLatch(1);
    Thread ben = Thread.startVirtualThread(() -> stay(() -> read(benIsThere)));
    benIsThere.await(20, TimeUnit.SECONDS);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Thread ann = Thread.startVirtualThread(() -> stay(() -> write(end)));
    ann.join();
    for (int i = 0; i < 400 && received.size() < acknowledged; i++) {
      Thread.sleep(100);
    }
    over = true;
    boolean inOrder = true;
    for (int i = 0; i < received.size(); i++) {
      inOrder &= received.get(i) == i + 1;
    }
    System.out.printf(
        "acknowledged %d, received %d, in order and once: %s; longest wait for an acknowledgement"
            + " %d ms; connections lost: %d of the sender, %d of the receiver%n",
        acknowledged, received.size(), inOrder, longest / 1_000_000, lostByAnn, lostByBen);
    return inOrder && acknowledged > 0 && received.size() == acknowledged && page.statusCode() == 200;
  }

  private interface Stay {
    /** Whether it has come to its end, and not only its connection. */
    boolean isDone() throws Exception;
  }

  private void stay(Stay stay) {
    while (!over) {
      try {
        if (stay.isDone()) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        // Comes back below.
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Ann, by TCP. */
  private boolean write(long end) throws Exception {
    try (var socket = new Socket("127.0.0.1", TCP)) {
      OutputStream out = socket.getOutputStream();
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      say(out, "{\"msgid\":1,\"token\":\"" + annToken + "\",\"acks\":true}");
      String answer = in.readLine();
      if (answer == null || !answer.contains("\"errno\":0")) {
        Thread.sleep(300);
        return false;
      }
      Thread reader = Thread.startVirtualThread(() -> acknowledgements(in, socket));
      for (int number : open.keySet()) {
        chat(out, number);
      }
      int next = acknowledged + open.size() + 1;
      while (System.nanoTime() < end || !open.isEmpty()) {
        if (!reader.isAlive()) {
          lostByAnn++;
          return false;
        }
        if (System.nanoTime() < end) {
          open.put(next, System.nanoTime());
          chat(out, next++);
        }
        Thread.sleep(100);
      }
      return true;
    }
  }

  private void acknowledgements(BufferedReader in, Socket socket) {
    Pattern pattern = Pattern.compile("\"msg_id\":\"" + mark + "-(\\d+)\"");
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher found = pattern.matcher(line);
        if (line.contains("\"msgid\":1002") && line.contains("\"errno\":0") && found.find()) {
          Long sent = open.remove(Integer.valueOf(found.group(1)));
          if (sent != null) {
            longest = Math.max(longest, System.nanoTime() - sent);
            acknowledged++;
          }
        } else if (line.contains("\"msgid\":9003")) {
          socket.close();
        } else if (found.find() && line.contains("\"msgid\":1002")) {
          socket.close(); // refused for now: sent again by the next connection
        }
      }
    } catch (IOException e) {
      // The connection has ended; the writer sees it.
    }
  }

  private void chat(OutputStream out, int number) throws IOException {
    say(
        out,
        "{\"msgid\":1001,\"to_id\":%d,\"content\":\"%d\",\"msg_id\":\"%s-%d\"}".formatted(benId, number, mark, number));
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Ben, by WebSocket: stays until it is closed. */
  private boolean read(CountDownLatch there) throws Exception {
    var closed = new CountDownLatch(1);
    String uri = "ws://127.0.0.1:%d/ws?dialect=lines".formatted(WEB);
    WebSocket socket =
        http.newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .buildAsync(URI.create(uri), new Listener(line -> heard(line, there, closed), closed))
            .get(5, TimeUnit.SECONDS);
    socket.sendText(
        "{\"msgid\":1,\"token\":\"%s\",\"acks\":true,\"seen\":{\"private:%d\":%d}}".formatted(benToken, annId, seen),
        true);
    closed.await();
    socket.abort();
    lostByBen++;
    return false;
  }

  private synchronized void heard(String line, CountDownLatch there, CountDownLatch closed) {
    if (line.contains("\"msgid\":9003") || line.contains("\"msgid\":2,") && !line.contains("\"errno\":0")) {
      closed.countDown();
      return;
    }
    there.countDown();
    Matcher message =
        Pattern.compile("\"content\":\"(\\d+)\"[^}]*\"msg_id\":\"" + mark + "-\\d+\",\"seq\":(\\d+)").matcher(line);
    while (message.find()) {
      long seq = Long.parseLong(message.group(2));
      if (seq > seen) { // what was seen already may come again after coming back
        seen = seq;
        received.add(Integer.valueOf(message.group(1)));
      }
    }
  }

  private record Listener(Consumer<String> lines, CountDownLatch closed, StringBuilder part)
      implements WebSocket.Listener {
    Listener(Consumer<String> lines, CountDownLatch closed) {
      this(lines, closed, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        lines.accept(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.countDown();
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.countDown();
    }
  }

  private long register(String name) throws Exception {
    String body = post("/api/register", name);
    Matcher id = Pattern.compile("\"(?:id|userId)\":\"?(\\d+)").matcher(body);
    if (!id.find()) {
      throw new IllegalStateException(body);
    }
    return Long.parseLong(id.group(1));
  }

  private String token(String name) throws Exception {
    String body = post("/api/login", name);
    Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(body);
    if (!token.find()) {
      throw new IllegalStateException(body);
    }
    return token.group(1);
  }

  private String post(String path, String name) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + WEB + path))
                .timeout(Duration.ofSeconds(10))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"%s\",\"pwd\":\"only for the trial\"}".formatted(name)))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + WEB + path)).timeout(Duration.ofSeconds(10)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
