package chat.e2e.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A TCP client whose frames end with a line feed, as somebody at {@code nc} would be. */
public final class LinesClient extends TcpClient {
  /** Connects to this machine. */
  public LinesClient(int port) {
    super(port, "\n");
    Thread.ofVirtual().start(this::read);
  }

  @Override
  void read(InputStream in, Inbox inbox) throws IOException {
    byte[] piece = new byte[8192];
    var frame = new ByteArrayOutputStream();
    for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
      for (int i = 0; i < size; i++) {
        if (piece[i] == '\n') {
          inbox.add(frame.toString(StandardCharsets.UTF_8));
          frame.reset();
        } else {
          frame.write(piece[i]);
        }
      }
    }
    if (frame.size() > 0) {
      inbox.add("unfinished frame: " + frame.toString(StandardCharsets.UTF_8));
    }
  }
}
