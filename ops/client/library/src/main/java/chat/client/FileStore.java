package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers in a file that only its owner can read, for one client at a time. Each change is a line
 * at its end; what no longer counts is left out when it is opened, and each {@value #LINES} lines.
 * A line reaches the kernel at once, and the disk when the kernel writes it: a crash of the machine
 * may lose the last seconds. Messages wait in it as they are.
 */
public final class FileStore implements Store {
  private static final int LINES = 10_000;

  private final Path file;
  private final FileChannel lockFile;

  // Guarded by this.
  private final Map<Conversation, Mark> marks = new LinkedHashMap<>();
  private final Map<String, Draft> outgoing = new LinkedHashMap<>();
  private Writer writer = Writer.nullWriter();
  private int lines;
  private boolean closed;

  /**
   * Opens it, and makes it where it is not there.
   *
   * @param file in a directory that is there
   * @throws ChatException.StoreFailed when another client has it, or it cannot be used
   */
  public FileStore(Path file) {
    this.file = file;
    try {
      lockFile =
          FileChannel.open(
              OwnerOnly.file(file.resolveSibling(file.getFileName() + ".lock")),
              StandardOpenOption.WRITE);
      if (!locks(lockFile)) {
        lockFile.close();
        throw new ChatException.StoreFailed("another client uses " + file);
      }
      OwnerOnly.file(file);
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        // The last line may have been cut off by a crash.
        Json.parse(line).ifPresent(this::read);
      }
      rewrite();
    } catch (IOException e) {
      throw new ChatException.StoreFailed("cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  /** Locks it until it is closed; whether nobody else has. */
  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void read(JsonNode line) {
    if (line.has("seq")) {
      marks.put(scope(line), new Mark(line.get("seq").longValue(), line.path("msg_id").asText()));
    } else if (line.has("forget")) {
      marks.remove(scope(line));
    } else if (line.has("settled")) {
      outgoing.remove(line.get("settled").asText());
    } else if (line.has("content")) {
      outgoing.put(line.path("msg_id").asText(), Frames.draft(scope(line), line));
    }
  }

  private static Conversation scope(JsonNode line) {
    return Conversation.ofScope(line.path("scope").asText());
  }

  @Override
  public synchronized Memory memory() {
    List<Outgoing> waiting = new ArrayList<>();
    outgoing.forEach((msgId, draft) -> waiting.add(new Outgoing(msgId, draft)));
    return new Memory(marks, waiting);
  }

  @Override
  public synchronized void handled(Conversation conversation, Mark mark) {
    write(line(conversation, mark));
  }

  @Override
  public synchronized void forget(Conversation conversation) {
    write(Json.object().put("scope", conversation.scope()).put("forget", true));
  }

  @Override
  public synchronized void added(Outgoing one) {
    write(line(one.msgId(), one.draft()));
  }

  @Override
  public synchronized void settled(String msgId) {
    write(Json.object().put("settled", msgId));
  }

  private static ObjectNode line(Conversation conversation, Mark mark) {
    return Json.object()
        .put("scope", conversation.scope())
        .put("seq", mark.seq())
        .put("msg_id", mark.msgId());
  }

  private static ObjectNode line(String msgId, Draft draft) {
    return Frames.fill(Json.object().put("scope", draft.to().scope()), draft).put("msg_id", msgId);
  }

  private void write(ObjectNode line) {
    if (closed) {
      return;
    }
    read(line);
    try {
      if (++lines > LINES) {
        rewrite();
      } else {
        writer.write(line + "\n");
        writer.flush();
      }
    } catch (IOException e) {
      throw new ChatException.StoreFailed("cannot write " + file, e);
    }
  }

  private void rewrite() throws IOException {
    Path fresh = OwnerOnly.file(file.resolveSibling(file.getFileName() + ".new"));
    try (Writer out = Files.newBufferedWriter(fresh)) {
      for (var mark : marks.entrySet()) {
        out.write(line(mark.getKey(), mark.getValue()) + "\n");
      }
      for (var one : outgoing.entrySet()) {
        out.write(line(one.getKey(), one.getValue()) + "\n");
      }
    }
    writer.close();
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    lines = 0;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lockFile) {
      writer.close();
    } catch (IOException e) {
      throw new ChatException.StoreFailed("cannot close " + file, e);
    }
  }
}
