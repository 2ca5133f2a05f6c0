package chat.service.message;

import java.util.Optional;

/**
 * A batch that is committed.
 *
 * @param plan what was written and what was refused
 * @param publication what is to be pushed, empty when nothing was written
 */
record Written(Plan plan, Optional<Publication> publication) {}
