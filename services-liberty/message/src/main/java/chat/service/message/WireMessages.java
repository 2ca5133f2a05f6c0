package chat.service.message;

import chat.proto.common.Attachment;
import chat.proto.common.ChatMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes of stored messages what goes over the wire: looks up the names of all senders together, and
 * all files. Call it inside a transaction.
 */
@ApplicationScoped
class WireMessages {
  @Inject private Names names;
  @Inject private MessageFiles files;

  /** The messages, in the same order. */
  List<ChatMessage> of(List<StoredMessage> messages) {
    Map<Integer, String> senders =
        names.of(
            messages.stream().map(message -> message.draft().fromId()).collect(Collectors.toSet()));
    Map<String, Attachment> attachments = files.of(messages);
    return messages.stream()
        .map(
            message ->
                message.toProto(
                    senders.get(message.draft().fromId()),
                    Optional.ofNullable(attachments.get(message.draft().extras().fileId()))))
        .toList();
  }
}
