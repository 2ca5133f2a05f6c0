package chat.service.message;

import chat.proto.common.Attachment;

/**
 * A file that is complete.
 *
 * @param ownerId who stored it, and alone may send it
 */
record OwnedFile(int ownerId, Attachment attachment) {}
