package chat.client;

/**
 * A friend.
 *
 * @param state {@code online}, {@code away} or {@code offline}
 */
public record Friend(int id, String name, String state) {

  /** Who it is. */
  public Person person() {
    return new Person(id, name);
  }
}
