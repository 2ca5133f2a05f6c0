package chat.client;

/**
 * A member of a group.
 *
 * @param role {@code owner}, {@code admin} or {@code member}
 */
public record Member(int id, String name, String role) {}
