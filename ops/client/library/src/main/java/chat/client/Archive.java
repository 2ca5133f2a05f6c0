package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;

/** The inbox's questions to the server. Guarded by the link. */
final class Archive {
  private final Link link;

  Archive(Link link) {
    this.link = link;
  }

  /** See {@link Inbox.Surroundings#history}. */
  void history(Conversation conversation, long after, int limit, Inbox.Answered answered) {
    link.ask(
        Json.frame(1005)
            .put("scope", conversation.scope())
            .put("after_seq", after)
            .put("limit", limit),
        (answer, failure) -> answered.take(page(answer, failure)));
  }

  private Inbox.Page page(Optional<JsonNode> answer, Optional<ChatException> failure) {
    if (answer.isPresent() && link.me().isPresent()) {
      return new Inbox.Page.Messages(Frames.history(answer.get(), link.me().get()));
    }
    return failure.filter(ChatException.Refused.class::isInstance).isPresent()
        ? new Inbox.Page.Refused()
        : new Inbox.Page.Later();
  }

  /** See {@link Inbox.Surroundings#acknowledged}. */
  void acknowledged(Conversation conversation, Inbox.Known answered) {
    link.ask(Json.frame(1009), (answer, _) -> answered.take(deliveredSeq(answer, conversation)));
  }

  private static OptionalLong deliveredSeq(Optional<JsonNode> answer, Conversation conversation) {
    if (answer.isPresent()) {
      for (JsonNode one : answer.get().path("conversations")) {
        if (one.path("scope").asText().equals(conversation.scope())) {
          return Json.number(one, "delivered_seq");
        }
      }
    }
    return OptionalLong.empty();
  }
}
