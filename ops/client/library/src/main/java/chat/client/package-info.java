/**
 * The client library: {@link chat.client.ChatClient} speaks the dialect {@code lines} of
 * proto/PROTOCOL.md for a Java program.
 */
package chat.client;
