package chat.client;

import java.util.List;

/** A group that the user is in. */
public record Group(int id, String name, String description, int ownerId, List<Member> members) {

  /** Takes copies of lists. */
  public Group {
    members = List.copyOf(members);
  }
}
