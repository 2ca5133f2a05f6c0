package chat.gateway.control;

/**
 * Where operators' calls come in.
 *
 * @param host address to listen on, not blank; a loopback address keeps other machines out
 * @param port 0 to 65535; 0 for any free port
 */
public record ControlSettings(String host, int port) {
  private static final int HIGHEST_PORT = 65_535;

  public ControlSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("control-host must not be empty");
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "control-port must be from 0 to " + HIGHEST_PORT + ": " + port);
    }
  }
}
