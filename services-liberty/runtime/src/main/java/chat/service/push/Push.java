package chat.service.push;

import chat.proto.push.PushRecord;
import java.util.Collection;

/**
 * An event and whom it concerns.
 *
 * @param event the event, without the receivers
 * @param receivers user ids; whoever of them is offline gets nothing
 */
public record Push(PushRecord event, Collection<Integer> receivers) {}
