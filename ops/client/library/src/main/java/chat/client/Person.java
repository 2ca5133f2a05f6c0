package chat.client;

/**
 * Somebody with an account.
 *
 * @param id from 1
 * @param name unique; chosen by a stranger, to be shown and never to be interpreted
 */
public record Person(int id, String name) {}
