package chat.ops.check.client;

import java.time.Duration;

/**
 * How a device behaves.
 *
 * @param pace between two of its chats, on average; they come in bursts
 * @param patience between two times that it leaves without a word, on average
 * @param lazy whether it stops reading for long at times; it writes no chats, as it would not see
 *     their answers
 */
record Manners(Duration pace, Duration patience, boolean lazy) {}
