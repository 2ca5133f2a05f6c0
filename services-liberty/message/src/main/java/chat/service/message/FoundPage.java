package chat.service.message;

import java.util.List;

/**
 * What a search found, newest first.
 *
 * @param messages at most as many as were asked for
 * @param more whether there are older ones
 */
record FoundPage(List<StoredMessage> messages, boolean more) {

  /**
   * Makes the page of what was read, one more than the limit. Who asks for the next page names the
   * time of the last message of this one. So what is as old as the first one that has no room goes
   * to the next page too, unless all of them are.
   */
  static FoundPage of(List<StoredMessage> read, int limit) {
    if (read.size() <= limit) {
      return new FoundPage(read, false);
    }
    long cut = read.get(limit).timestampMs();
    List<StoredMessage> newer =
        read.stream().takeWhile(message -> message.timestampMs() > cut).toList();
    return new FoundPage(newer.isEmpty() ? read.subList(0, limit) : newer, true);
  }
}
