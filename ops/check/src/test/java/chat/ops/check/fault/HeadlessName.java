package chat.ops.check.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The name of a headless Service: stands for the addresses of all pods that are ready. Each process
 * that plays a pod has an address of its own here, with the same port, where a proxy listens; the
 * name server is a file that the gateways' virtual machines read.
 */
public final class HeadlessName implements AutoCloseable {
  private final String name;
  private final int port;
  private final Path file;
  private final List<Link> pods = new ArrayList<>();

  /**
   * A name without addresses.
   *
   * @param port of every pod
   * @param file the name server's
   * @param targets the ports of the processes that play the pods
   */
  public HeadlessName(String name, int port, Path file, List<Integer> targets) {
    this.name = name;
    this.port = port;
    this.file = file.toAbsolutePath();
    for (int i = 0; i < targets.size(); i++) {
      pods.add(new Link(targets.get(i), port, address(i)));
    }
    answer(List.of());
  }

  /**
   * What makes a gateway look for the service under this name.
   *
   * @param setting as SERVICE_MESSAGE
   */
  public Map<String, String> settings(String setting) {
    return Map.of(setting, name + ":" + port, "JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + file);
  }

  /** From now on it stands for these pods, counted from 0. */
  public void answer(List<Integer> ready) {
    var hosts = new StringBuilder("127.0.0.1 localhost\n");
    ready.forEach(
        pod -> hosts.append(address(pod).getHostAddress()).append(' ').append(name).append('\n'));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.writeString(next, hosts);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("no name server", e);
    }
  }

  @Override
  public void close() {
    pods.forEach(Link::close);
  }

  private static InetAddress address(int pod) {
    try {
      return InetAddress.getByName("127.0.1." + (pod + 1));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("no address for a pod", e);
    }
  }
}
