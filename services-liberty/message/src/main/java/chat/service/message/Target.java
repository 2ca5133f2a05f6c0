package chat.service.message;

import chat.proto.common.MessageKind;

/**
 * A message that others of a batch point to, as their transaction reads it.
 *
 * @param fromId its sender
 * @param kind what it is
 * @param recalled whether it was recalled before
 * @param fileId its file's, empty where there is none
 */
record Target(int fromId, MessageKind kind, boolean recalled, String fileId) {}
