package chat.gateway.dialect;

/** The states of users that clients of the first days know: those who are away are there. */
public final class FirstStates {
  private FirstStates() {}

  /** The word for such a client: {@code online} or {@code offline}. */
  public static String word(String state) {
    return state.equals("offline") ? state : "online";
  }
}
