package chat.discovery;

/** The names that the parts of the system have in Consul. */
public final class ServiceNames {
  /** Accounts and tokens. */
  public static final String USER = of("user");

  /** Friends and groups. */
  public static final String SOCIAL = of("social");

  /** Messages. */
  public static final String MESSAGE = of("message");

  /** The gateways; registered for people and proxies, nobody inside looks for them. */
  public static final String GATEWAY = "chat-gateway";

  private ServiceNames() {}

  /**
   * The name of a service.
   *
   * @param service {@code user}, {@code social} or {@code message}
   */
  public static String of(String service) {
    return "chat-" + service + "-service";
  }
}
