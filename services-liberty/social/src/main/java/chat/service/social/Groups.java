package chat.service.social;

import chat.proto.ErrorCode;
import chat.proto.social.Group;
import chat.proto.social.GroupMember;
import chat.service.runtime.Refused;
import chat.service.runtime.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and changes groups; each method is one transaction. Blocks. */
@ApplicationScoped
@Transactional
class Groups {
  // Who comes back starts again: nothing of the time between is theirs.
  private static final String START_AT_THE_END =
      """
      INSERT INTO cursors (user_id, conversation_id, joined_seq, delivered_seq, read_seq)
      SELECT :user, :group, head.seq, head.seq, head.seq
      FROM (SELECT COALESCE(MAX(seq), 0) AS seq FROM messages WHERE conversation_id = :group) AS head
      ON DUPLICATE KEY UPDATE joined_seq = VALUES(joined_seq),
        delivered_seq = VALUES(delivered_seq), read_seq = VALUES(read_seq)
      """;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Inject private Rows rows;
  @Inject private People people;
  @Inject private Clock clock;

  /** A group that is none any more, and who was in it. */
  record Disbanded(ChatGroup group, List<Integer> members) {}

  private record MemberRow(Membership membership, Person person) {}

  private record GroupRow(ChatGroup group, long members) {}

  /** Makes a group whose only member is its owner. */
  public ChatGroup create(int ownerId, String name, String description) {
    ChatGroup group = new ChatGroup(ownerId, name, description, clock.millis());
    entities.persist(group);
    join(group, ownerId, Membership.OWNER);
    return group;
  }

  /**
   * Adds a user to a group.
   *
   * @return the group; empty when the user was a member already
   * @throws Refused 404 when there is no such group or user; 403 when the caller is no member and
   *     adds somebody else, or the group is not open
   */
  public Optional<ChatGroup> add(int groupId, int callerId, int userId) {
    ChatGroup group = lock(groupId);
    SocialRules.add(callerId, userId, isMember(groupId, callerId), group.isOpen());
    people.require(userId);
    if (isMember(groupId, userId)) {
      return Optional.empty();
    }
    join(group, userId, Membership.MEMBER);
    return Optional.of(group);
  }

  /**
   * Removes a user from a group. Nothing that is written later goes to them.
   *
   * @return the group; empty when the user was no member
   * @throws Refused 404 when there is no such group or user; 403 when the caller may not
   */
  public Optional<ChatGroup> remove(int groupId, int callerId, int userId) {
    ChatGroup group = lock(groupId);
    Optional<Membership> membership = membership(groupId, userId);
    SocialRules.remove(
        callerId,
        userId,
        membership(groupId, callerId).map(Membership::role),
        membership.map(Membership::role));
    if (membership.isEmpty()) {
      people.require(userId);
    }
    membership.ifPresent(entities::remove);
    return membership.map(removed -> group);
  }

  /**
   * Removes everybody from a group. Nothing that is written later goes to them, and nobody can join
   * it any more.
   *
   * @return the group with those who were its members; without any when it was disbanded before
   * @throws Refused 404 when there is no such group
   */
  public Disbanded disband(int groupId) {
    ChatGroup group = lock(groupId);
    group.close();
    List<Integer> members =
        entities
            .createQuery(
                "select m.userId from Membership m where m.groupId = :group", Integer.class)
            .setParameter("group", groupId)
            .getResultList();
    entities
        .createQuery("delete from Membership m where m.groupId = :group")
        .setParameter("group", groupId)
        .executeUpdate();
    return new Disbanded(group, members);
  }

  /**
   * Groups that have members, by id and without these.
   *
   * @param text a part of the name, in whatever case, or the id; empty for all
   * @param afterId those behind this one
   */
  public List<Group> find(String text, int afterId, int limit) {
    return entities
        .createQuery(
            "select g, (select count(*) from Membership m where m.groupId = g.id)"
                + " from ChatGroup g where g.id > :after"
                + " and (locate(lower(:text), lower(g.name)) > 0 or cast(g.id as string) = :text)"
                + " and exists (select m.userId from Membership m where m.groupId = g.id)"
                + " order by g.id",
            GroupRow.class)
        .setParameter("after", afterId)
        .setParameter("text", text)
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> row.group().toGroup().setMemberCount((int) row.members()).build())
        .toList();
  }

  /** The user's groups, by id; their members too where wanted. */
  public List<Group> of(int userId, boolean withMembers) {
    List<GroupRow> found =
        entities
            .createQuery(
                "select g, (select count(*) from Membership m where m.groupId = g.id)"
                    + " from Membership own join ChatGroup g on g.id = own.groupId"
                    + " where own.userId = :user order by g.id",
                GroupRow.class)
            .setParameter("user", userId)
            .getResultList();
    List<Integer> ids = found.stream().map(row -> row.group().id()).toList();
    Map<Integer, List<GroupMember>> members =
        withMembers && !ids.isEmpty() ? membersOf(ids) : Map.of();
    return found.stream()
        .map(
            row ->
                row.group()
                    .toGroup()
                    .setMemberCount((int) row.members())
                    .addAllMembers(members.getOrDefault(row.group().id(), List.of()))
                    .build())
        .toList();
  }

  /**
   * The members of a group, by id.
   *
   * @throws Refused 404 when there is no such group, 403 when the caller is no member
   */
  public List<GroupMember> members(int groupId, int callerId) {
    if (rows.find(entities, ChatGroup.class, groupId).isEmpty()) {
      throw unknownGroup();
    }
    if (!isMember(groupId, callerId)) {
      throw new Refused(ErrorCode.FORBIDDEN, "only a member can see who is in this group");
    }
    return membersOf(List.of(groupId)).getOrDefault(groupId, List.of());
  }

  /** Locks it against the commits of messages: each is wholly before or after this transaction. */
  private ChatGroup lock(int groupId) {
    return rows.lock(entities, ChatGroup.class, groupId).orElseThrow(Groups::unknownGroup);
  }

  private void join(ChatGroup group, int userId, String role) {
    entities.persist(new Membership(group.id(), userId, role, clock.millis()));
    entities
        .createNativeQuery(START_AT_THE_END)
        .setParameter("user", userId)
        .setParameter("group", (long) group.id())
        .executeUpdate();
  }

  private boolean isMember(int groupId, int userId) {
    return membership(groupId, userId).isPresent();
  }

  private Optional<Membership> membership(int groupId, int userId) {
    return rows.find(entities, Membership.class, new Membership.Key(groupId, userId));
  }

  private Map<Integer, List<GroupMember>> membersOf(List<Integer> groupIds) {
    return entities
        .createQuery(
            "select m, p from Membership m join Person p on p.id = m.userId"
                + " where m.groupId in :groups order by p.id",
            MemberRow.class)
        .setParameter("groups", groupIds)
        .getResultStream()
        .collect(
            Collectors.groupingBy(
                row -> row.membership().groupId(),
                Collectors.mapping(row -> row.membership().of(row.person()), Collectors.toList())));
  }

  private static Refused unknownGroup() {
    return new Refused(ErrorCode.NOT_FOUND, "there is no such group");
  }
}
