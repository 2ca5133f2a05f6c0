package chat.client;

import java.util.Optional;

/**
 * One of the user's conversations, as the server knows it.
 *
 * @param name the other person's, or the group's
 * @param headSeq its last message, 0 where there is none
 * @param deliveredSeq up to here some device of the user has acknowledged
 * @param readSeq up to here the user has read
 * @param last its last message
 */
public record Summary(
    Conversation conversation,
    String name,
    long headSeq,
    long deliveredSeq,
    long readSeq,
    Optional<Message> last) {}
