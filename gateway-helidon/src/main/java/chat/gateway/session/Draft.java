package chat.gateway.session;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.dialect.Extras;
import chat.gateway.dialect.RequestKind;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.Attachment;
import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import chat.proto.message.ChatReply;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A message on its way to the message service.
 *
 * @param message with a msg_id, the sender's or a new one
 */
record Draft(
    RequestKind kind,
    Optional<JsonNode> req,
    Caller sender,
    ConversationId conversation,
    ChatMessage message) {
  private static final int MAX_CONTENT_BYTES = 48 << 10;
  private static final int MAX_MSG_ID_CHARACTERS = 64;

  /**
   * A message to one user.
   *
   * @throws RequestFailed MALFORMED, TOO_LONG or NOT_FOUND
   */
  static Draft of(Caller sender, Command.PrivateChat chat) {
    if (chat.toId() <= 0) {
      throw new RequestFailed(ErrorCode.NOT_FOUND, "There is no such user.");
    }
    var message =
        message(sender, chat.content(), chat.msgId(), chat.extras()).setToId(chat.toId()).build();
    var conversation = ConversationId.ofUsers(sender.userId(), chat.toId());
    return new Draft(chat.kind(), chat.envelope().req(), sender, conversation, message);
  }

  /**
   * A message to a group.
   *
   * @throws RequestFailed MALFORMED, TOO_LONG or NOT_FOUND
   */
  static Draft of(Caller sender, Command.GroupChat chat) {
    if (chat.groupId() <= 0) {
      throw new RequestFailed(ErrorCode.NOT_FOUND, "There is no such group.");
    }
    var message =
        message(sender, chat.content(), chat.msgId(), chat.extras())
            .setGroupId(chat.groupId())
            .build();
    var conversation = ConversationId.ofGroup(chat.groupId());
    return new Draft(chat.kind(), chat.envelope().req(), sender, conversation, message);
  }

  /** The answer to the client. */
  Event.Reply reply(ChatReply reply) {
    if (reply.getErrno() == ErrorCode.OK.errno()) {
      return new Event.Accepted(
          kind, req, message.getMsgId(), reply.getSeq(), reply.getTimestampMs());
    }
    return new Event.Failed(
        kind,
        req,
        ErrorCode.ofErrno(reply.getErrno()),
        reply.getErrmsg(),
        Optional.of(message.getMsgId()),
        reply.getRetryAfterMs() > 0
            ? OptionalInt.of(reply.getRetryAfterMs())
            : OptionalInt.empty());
  }

  private static ChatMessage.Builder message(
      Caller sender, String content, Optional<String> msgId, Extras extras) {
    // An empty text may come with a file or a recall; the message service knows those rules.
    if (content.isEmpty() && extras.equals(Extras.NONE)) {
      throw new RequestFailed(ErrorCode.MALFORMED, "The message is empty.");
    }
    // No char takes more than three bytes, so most texts need no counting.
    if (content.length() > MAX_CONTENT_BYTES / 3
        && content.getBytes(StandardCharsets.UTF_8).length > MAX_CONTENT_BYTES) {
      throw new RequestFailed(ErrorCode.TOO_LONG, "The message is longer than 48 KiB.");
    }
    String id = msgId.orElseGet(() -> UUID.randomUUID().toString());
    if (id.isEmpty() || id.codePointCount(0, id.length()) > MAX_MSG_ID_CHARACTERS) {
      throw new RequestFailed(ErrorCode.MALFORMED, "msg_id must have 1 to 64 characters.");
    }
    var message =
        ChatMessage.newBuilder()
            .setFromId(sender.userId())
            .setFromName(sender.name())
            .setContent(content)
            .setMsgId(id)
            .addAllMentionIds(extras.mentions());
    extras.replyTo().ifPresent(message::setReplySeq);
    extras.fileId().ifPresent(file -> message.setFile(Attachment.newBuilder().setId(file)));
    extras.change().ifPresent(change -> message.setKind(kind(change)).setTargetSeq(change.seq()));
    return message;
  }

  private static MessageKind kind(Extras.Change change) {
    return switch (change) {
      case Extras.Edit _ -> MessageKind.EDIT;
      case Extras.Recall _ -> MessageKind.RECALL;
    };
  }
}
