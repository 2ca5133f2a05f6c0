package chat.ops.check.client;

/** Somebody with an account. */
public record Person(int id, String name, String password, String token) {}
