package chat.ops.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds ports that somebody else has, and who that is as far as /proc tells. */
final class PortHolders {
  private static final String LISTEN = "0A";

  private PortHolders() {}

  /**
   * Tries to open every port of the parts.
   *
   * @throws StackFailure naming each taken port, the part that wants it and its holder
   */
  static void requireFree(List<Part> parts) {
    List<String> taken = new ArrayList<>();
    for (Part part : parts) {
      for (int port : part.ports()) {
        if (!free(part.address(), port)) {
          String holder = holder(port).map(text -> "is held by " + text).orElse("is taken");
          taken.add("Port " + port + ", which " + part.name() + " needs, " + holder + ".");
        }
      }
    }
    if (!taken.isEmpty()) {
      throw new StackFailure(
          String.join("\n", taken)
              + "\nEnd that process, or move every port of this stack: --port-offset N");
    }
  }

  private static boolean free(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The process that listens, as "process 12 (its command)"; nothing when it is another user's. */
  static Optional<String> holder(int port) {
    Set<String> sockets = listeners(port);
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), sockets))
        .findFirst()
        .map(process -> "process " + process.pid() + " (" + command(process.pid()) + ")");
  }

  private static Set<String> listeners(int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : lines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTEN)) {
          sockets.add("socket:[" + fields[9] + "]");
        }
      }
    }
    return sockets;
  }

  private static boolean holds(long pid, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files) {
        if (sockets.contains(target(file))) {
          return true;
        }
      }
    } catch (IOException e) {
      // It is gone, or another user's.
    }
    return false;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String command(long pid) {
    try {
      byte[] arguments = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
      String command = new String(arguments, StandardCharsets.UTF_8).replace('\0', ' ').strip();
      return command.length() > 100 ? command.substring(0, 100) + "..." : command;
    } catch (IOException e) {
      return "unknown command";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
