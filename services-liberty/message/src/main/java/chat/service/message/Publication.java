package chat.service.message;

import chat.service.push.Push;
import java.util.List;

/**
 * A committed batch that is still to be pushed.
 *
 * @param outboxId its row, which is deleted when Kafka has acknowledged all pushes
 * @param pushes the messages and their receivers, in order
 */
record Publication(long outboxId, List<Push> pushes) {}
