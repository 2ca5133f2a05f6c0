package chat.gateway.dialect;

/** What somebody logs in with. */
public sealed interface Credentials {
  /** A user's id and password. */
  record ById(int id, String password) implements Credentials {}

  /** A user's name and password. */
  record ByName(String name, String password) implements Credentials {}

  /** A token from an earlier login. */
  record ByToken(String token) implements Credentials {}
}
