package chat.ops.local;

/**
 * How many instances of each service a stack has.
 *
 * @param user 1 to {@value Ports#MOST_INSTANCES}
 * @param social 1 to {@value Ports#MOST_INSTANCES}
 * @param message 1 to {@value Ports#MOST_INSTANCES}
 */
public record Instances(int user, int social, int message) {
  /** One of each. */
  public static final Instances ONE = new Instances(1, 1, 1);

  /** Checks the numbers. */
  public Instances {
    requireSense("user", user);
    requireSense("social", social);
    requireSense("message", message);
  }

  /** How many of one service. */
  int of(Service service) {
    return switch (service) {
      case USER -> user;
      case SOCIAL -> social;
      case MESSAGE -> message;
    };
  }

  private static void requireSense(String service, int number) {
    if (number < 1 || number > Ports.MOST_INSTANCES) {
      throw new IllegalArgumentException("not a number of " + service + " services: " + number);
    }
  }
}
