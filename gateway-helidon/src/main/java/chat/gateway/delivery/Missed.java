package chat.gateway.delivery;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import java.util.List;
import java.util.Map;

/**
 * What a user missed.
 *
 * @param messages oldest first in each conversation
 * @param upTo the seq reached in every conversation that they are from
 */
public record Missed(List<ChatMessage> messages, Map<ConversationId, Long> upTo) {}
