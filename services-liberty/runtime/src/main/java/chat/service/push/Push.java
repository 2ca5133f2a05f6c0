package chat.service.push;

import chat.proto.push.PushRecord;
import io.opentelemetry.context.Context;
import java.util.Collection;

/**
 * An event and whom it concerns.
 *
 * @param event the event, without the receivers
 * @param receivers user ids; whoever of them is offline gets nothing
 * @param trace the context of what it is part of; the root where nobody looks
 */
public record Push(PushRecord event, Collection<Integer> receivers, Context trace) {

  /** An event of which nobody looks at the way. */
  public Push(PushRecord event, Collection<Integer> receivers) {
    this(event, receivers, Context.root());
  }

  /** The same in another context. */
  public Push in(Context context) {
    return new Push(event, receivers, context);
  }
}
