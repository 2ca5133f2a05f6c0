package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the server says without being asked, beside messages. Hints: one may be lost. */
public sealed interface Push {

  /** Somebody is a friend now. */
  record FriendAdded(Friend friend) implements Push {}

  /** Somebody is a friend no more. */
  record FriendRemoved(Person person) implements Push {}

  /** Somebody asks to be a friend. */
  record FriendRequested(Person person) implements Push {}

  /** Friends are in another state. */
  record FriendsChanged(List<Friend> friends) implements Push {
    /** Takes copies of lists. */
    public FriendsChanged {
      friends = List.copyOf(friends);
    }
  }

  /** The user is in a group now. */
  record GroupJoined(int groupId, String name) implements Push {}

  /** The user is in a group no more. */
  record GroupLeft(int groupId, String name) implements Push {}

  /** Somebody writes; to be shown for 6 s. */
  record Typing(Conversation conversation, Person person) implements Push {}

  /** Somebody has got and read a conversation up to these seqs; they only grow. */
  record Receipt(Conversation conversation, int userId, long deliveredSeq, long readSeq)
      implements Push {}

  /** The server speaks to people. */
  record Notice(String text) implements Push {}

  /** A push that this library does not know. */
  record Unknown(JsonNode frame) implements Push {}
}
