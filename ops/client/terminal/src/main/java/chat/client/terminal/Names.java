package chat.client.terminal;

import chat.client.Conversation;
import chat.client.Friend;
import chat.client.Group;
import chat.client.Member;
import chat.client.Message;
import chat.client.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who and what is called how, as far as it was heard of; {@value #MOST} people and as many groups
 * at most, the oldest are forgotten. People are written as their name, or {@code @ID}; groups as
 * {@code #NAME} or {@code #ID}. Any thread.
 */
final class Names {
  private static final int MOST = 10_000;

  // Guarded by this.
  private final Map<Integer, String> people = bounded();
  private final Map<Integer, String> groups = bounded();
  private final Map<Integer, Friend> friends = new LinkedHashMap<>();

  private static Map<Integer, String> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
        return size() > MOST;
      }
    };
  }

  /** The user's friends, all of them. */
  synchronized void friends(List<Friend> all) {
    friends.clear();
    all.forEach(this::friend);
  }

  /** A friend, with a new state. */
  synchronized void friend(Friend friend) {
    friends.put(friend.id(), friend);
    learn(friend.person());
  }

  /** A friend no more. */
  synchronized void unfriend(int id) {
    friends.remove(id);
  }

  synchronized void learn(Person person) {
    people.put(person.id(), person.name());
  }

  synchronized void group(int id, String name) {
    groups.put(id, name);
  }

  synchronized void leftGroup(int id) {
    groups.remove(id);
  }

  void group(Group group) {
    group(group.id(), group.name());
    for (Member member : group.members()) {
      learn(new Person(member.id(), member.name()));
    }
  }

  void message(Message message) {
    learn(message.from());
  }

  synchronized List<Friend> friends() {
    return friends.values().stream()
        .sorted(
            Comparator.comparing((Friend friend) -> friend.state().equals("offline"))
                .thenComparing(Friend::name))
        .toList();
  }

  /** The name of a person, as a line. */
  synchronized String person(int id) {
    return Harmless.line(people.getOrDefault(id, "@" + id));
  }

  /** The name of a conversation, as a line. */
  synchronized String of(Conversation conversation) {
    return conversation.isGroup()
        ? "#" + Harmless.line(groups.getOrDefault(conversation.id(), "" + conversation.id()))
        : person(conversation.id());
  }

  /** Who is written so. */
  synchronized Optional<Person> person(String written) {
    Optional<Person> known = find(people, written).map(id -> new Person(id, people.get(id)));
    return known.or(() -> number(written, "@").map(id -> new Person(id, "@" + id)));
  }

  /** The conversation that is written so; of people only those that were heard of. */
  synchronized Optional<Conversation> conversation(String written) {
    return written.startsWith("#")
        ? groupId(written).map(Conversation::ofGroup)
        : person(written).map(person -> Conversation.withPerson(person.id()));
  }

  /** The group that is written so. */
  synchronized Optional<Integer> groupId(String written) {
    String name = written.startsWith("#") ? written.substring(1) : written;
    return find(groups, name).or(() -> number(name, ""));
  }

  private static Optional<Integer> find(Map<Integer, String> names, String name) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Optional<Integer> number(String written, String mark) {
    String digits = written.startsWith(mark) ? written.substring(mark.length()) : "";
    return digits.matches("[1-9][0-9]{0,8}")
        ? Optional.of(Integer.valueOf(digits))
        : Optional.empty();
  }

  /** Everything that can be written, for completion. */
  synchronized List<String> all() {
    List<String> all = new ArrayList<>();
    people.values().forEach(all::add);
    groups.values().forEach(name -> all.add("#" + name));
    return all;
  }

  /**
   * Splits a line into a name and the rest: a name that is known and followed by a blank, the
   * longest one, or else the first word.
   */
  synchronized String[] split(String line) {
    String name =
        Stream.concat(people.values().stream(), groups.values().stream().map(one -> "#" + one))
            .filter(one -> line.equals(one) || line.startsWith(one + " "))
            .max(Comparator.comparingInt(String::length))
            .orElseGet(() -> line.split(" ", 2)[0]);
    return new String[] {name, line.substring(name.length()).strip()};
  }
}
