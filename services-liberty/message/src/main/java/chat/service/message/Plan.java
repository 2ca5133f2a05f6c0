package chat.service.message;

import java.util.List;
import java.util.Map;

/**
 * Where the messages of a batch will stand, and which of them will not. Nothing is written yet.
 *
 * @param outcomes one for each draft, in their order
 * @param messages the accepted ones, in their order
 * @param heads where the conversations will end
 * @param ranges the accepted ones by conversation
 */
record Plan(
    List<Outcome> outcomes,
    List<StoredMessage> messages,
    Map<Long, Heads.Head> heads,
    List<Range> ranges) {}
