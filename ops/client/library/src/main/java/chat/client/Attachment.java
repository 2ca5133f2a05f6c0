package chat.client;

/**
 * A file of a message. Its bytes are at {@code /api/files/ID} of the server's page.
 *
 * @param id 32 hexadecimal digits
 * @param name as its sender named it; never to be trusted as a path
 * @param type MIME type, as its sender gave it
 * @param size bytes
 */
public record Attachment(String id, String name, String type, long size) {}
