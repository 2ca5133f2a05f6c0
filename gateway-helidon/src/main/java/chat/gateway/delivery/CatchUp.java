package chat.gateway.delivery;

import chat.gateway.session.RequestFailed;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches from the archive what a feed has not passed on yet: first for the login's answer, later
 * for whatever follows it or was lost. Waits for the service and for room in the session's queue,
 * so a run has a thread of its own; the feed starts it, and one at a time. It goes on until no
 * conversation is behind or the feed is closed; one that cannot be fetched is asked for again after
 * a second, when all others have had their turn.
 */
final class CatchUp implements Runnable {
  private static final Logger LOGGER = System.getLogger(CatchUp.class.getName());
  private static final int PAGE = 100;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final int userId;
  private final Feed feed;
  private final Archive archive;

  CatchUp(int userId, Feed feed, Archive archive) {
    this.userId = userId;
    this.feed = feed;
    this.archive = archive;
  }

  /** The first of what is missing, see {@link Feed#missed}. */
  Missed missed(int maxMessages, int maxBytes) {
    var messages = new ArrayList<ChatMessage>();
    var upTo = new HashMap<ConversationId, Long>();
    int bytes = 0;
    for (ConversationId conversation : feed.behind()) {
      boolean more = true;
      while (more && messages.size() < maxMessages && bytes < maxBytes) {
        long wanted = feed.target(conversation);
        var page = read(conversation, maxMessages - messages.size());
        for (ChatMessage message : page.messages()) {
          if (bytes >= maxBytes) {
            break;
          }
          if (!feed.isOwnFromBefore(conversation, message)) {
            messages.add(message);
            bytes += message.getContentBytes().size();
          }
          feed.moveTo(conversation, message.getSeq());
          upTo.put(conversation, message.getSeq());
        }
        more = page.more() && !page.messages().isEmpty();
        if (page.messages().isEmpty()) {
          feed.forget(conversation, wanted);
        }
      }
    }
    return new Missed(messages, upTo);
  }

  @Override
  public void run() {
    // Their turn comes again when all others have had one.
    var failed = new HashSet<ConversationId>();
    for (var next = next(failed); next.isPresent(); next = next(failed)) {
      try {
        fetch(next.get());
      } catch (RequestFailed e) {
        failed.add(next.get());
        feed.awaitClosed(PAUSE);
      } catch (RuntimeException e) {
        LOGGER.log(Level.ERROR, "user " + userId + " cannot be brought up to date", e);
        failed.add(next.get());
        feed.awaitClosed(PAUSE);
      }
    }
  }

  private Optional<ConversationId> next(Set<ConversationId> failed) {
    List<ConversationId> behind = feed.leftToCatchUp();
    if (failed.containsAll(behind)) {
      failed.clear();
    }
    return behind.stream().filter(conversation -> !failed.contains(conversation)).findFirst();
  }

  private void fetch(ConversationId conversation) {
    long wanted = feed.target(conversation);
    var page = read(conversation, PAGE);
    for (ChatMessage message : page.messages()) {
      if (!feed.passWaiting(conversation, message)) {
        return;
      }
    }
    if (page.messages().isEmpty() || !page.more()) {
      feed.forget(conversation, wanted);
    }
  }

  private Archive.Page read(ConversationId conversation, int limit) {
    try {
      return archive.after(userId, conversation, feed.seq(conversation), limit);
    } catch (RequestFailed e) {
      if (e.code() == ErrorCode.FORBIDDEN || e.code() == ErrorCode.NOT_FOUND) {
        // No longer a member: nothing to come.
        return new Archive.Page(List.of(), false);
      }
      throw e;
    }
  }
}
