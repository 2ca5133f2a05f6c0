package chat.service.file;

/**
 * The primary key of {@link FilePiece}.
 *
 * @param fileId the file
 * @param number 0, 1, 2, ...
 */
record FilePieceId(String fileId, int number) {}
