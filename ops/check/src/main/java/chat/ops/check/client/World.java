package chat.ops.check.client;

import chat.proto.ConversationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The people of a run, and the groups they are in.
 *
 * @param people all, by id
 * @param groups each group with its owner first
 */
public record World(List<Person> people, List<Group> groups) {
  private static final int NEIGHBOURS = 3;

  /**
   * A group.
   *
   * @param id its conversation
   * @param members those who stay in it; the first one owns it
   * @param wanderer who joins and is removed, again and again
   */
  public record Group(ConversationId id, List<Person> members, Person wanderer) {}

  /** Makes people and groups; the same from the same random numbers, but for ids and names. */
  static World make(
      Desk desk, int people, int groups, int members, String prefix, RandomGenerator random)
      throws InterruptedException {
    List<Person> made = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      made.add(person(desk, prefix + "-" + i));
    }
    List<Group> all = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      List<Person> chosen = new ArrayList<>(made);
      Collections.shuffle(chosen, Random.from(random));
      all.add(group(desk, "group " + i, chosen.subList(0, members), chosen.get(members)));
    }
    return new World(made, all);
  }

  /** Who is in which group all the time. */
  public Map<ConversationId, Set<Integer>> members() {
    Map<ConversationId, Set<Integer>> members = new HashMap<>();
    for (Group group : groups) {
      Set<Integer> ids = new HashSet<>();
      group.members().forEach(person -> ids.add(person.id()));
      members.put(group.id(), ids);
    }
    return members;
  }

  /** Where somebody writes: to the next people in the circle, and to the own groups. */
  List<ConversationId> conversations(Person person) {
    List<ConversationId> conversations = new ArrayList<>();
    int place = people.indexOf(person);
    for (int i = 1; i <= NEIGHBOURS; i++) {
      conversations.add(conversation(person, people.get((place + i) % people.size())));
    }
    groups.stream()
        .filter(group -> group.members().contains(person) || group.wanderer().equals(person))
        .forEach(group -> conversations.add(group.id()));
    return conversations;
  }

  static ConversationId conversation(Person one, Person other) {
    return ConversationId.ofUsers(one.id(), other.id());
  }

  /** Somebody new. */
  static Person person(Desk desk, String name) throws InterruptedException {
    String password = "pwd";
    int id =
        desk.demand(Json.message(4).put("name", name).put("password", password))
            .get("id")
            .intValue();
    String token =
        desk.demand(Json.message(1).put("id", id).put("password", password))
            .get("token")
            .textValue();
    return new Person(id, name, password, token);
  }

  private static Group group(Desk desk, String name, List<Person> members, Person wanderer)
      throws InterruptedException {
    Person owner = members.getFirst();
    int id =
        desk.demand(Json.message(2003).put("token", owner.token()).put("name", name))
            .get("group_id")
            .intValue();
    for (Person member : members.subList(1, members.size())) {
      desk.demand(
          Json.message(2005)
              .put("token", owner.token())
              .put("group_id", id)
              .put("user_id", member.id()));
    }
    return new Group(ConversationId.ofGroup(id), List.copyOf(members), wanderer);
  }
}
