package chat.gateway.delivery;

import chat.proto.message.Cursor;
import chat.proto.push.PushRecord;
import java.util.Collection;
import java.util.List;

/** The logged-in sessions of this gateway, as delivery sees them. Thread-safe. */
public interface Receivers {

  /** One session. Its methods do not block. */
  interface Receiver {
    /** An event for the session's user. */
    void pushed(PushRecord record);

    /** Where the conversations of the session's user end, as the service knows them. */
    void heads(List<Cursor> cursors);
  }

  /** The sessions of a user; empty where there are none. */
  List<? extends Receiver> of(int userId);

  /** All users who have sessions here. */
  Collection<Integer> userIds();
}
