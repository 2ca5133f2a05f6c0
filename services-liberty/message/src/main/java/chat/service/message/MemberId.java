package chat.service.message;

/**
 * The primary key of {@link Member}.
 *
 * @param groupId the group
 * @param userId the user
 */
record MemberId(int groupId, int userId) {}
