package chat.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes people and what connects them, with names that nobody else has. */
public final class People {
  private static final String RUN = Long.toString(System.currentTimeMillis(), 36);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final int tcpPort;

  /** Makes them through this gateway. */
  public People(int tcpPort) {
    this.tcpPort = tcpPort;
  }

  /** Makes somebody whose name begins with a prefix. */
  public Person make(String prefix) {
    return makeNamed(prefix + "-" + RUN + "-" + COUNT.incrementAndGet());
  }

  /** Makes somebody with exactly this name. */
  public Person makeNamed(String name) {
    try (var requester = new Requester(new LinesClient(tcpPort))) {
      JsonNode made = requester.demand(Json.message(4).put("name", name).put("password", "pwd"));
      int id = made.get("id").intValue();
      JsonNode login = requester.demand(Json.message(1).put("id", id).put("password", "pwd"));
      return new Person(id, name, "pwd", login.get("token").textValue());
    }
  }

  /** Makes two people friends. */
  public void befriend(Person one, Person other) {
    demand(Json.message(2001).put("token", one.token()).put("friend_id", other.id()));
  }

  /** Makes a group of the owner and others; its id. */
  public int makeGroup(String name, Person owner, Person... others) {
    JsonNode made = demand(Json.message(2003).put("token", owner.token()).put("name", name));
    int id = made.get("group_id").intValue();
    for (Person other : others) {
      demand(
          Json.message(2005)
              .put("token", owner.token())
              .put("group_id", id)
              .put("user_id", other.id()));
    }
    return id;
  }

  private JsonNode demand(ObjectNode request) {
    try (var requester = new Requester(new LinesClient(tcpPort))) {
      return requester.demand(request);
    }
  }
}
