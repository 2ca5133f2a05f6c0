package chat.gateway.session;

import chat.gateway.backend.Backend;
import chat.gateway.presence.OnlineUsers;
import chat.proto.social.DisbandGroupRequest;
import chat.proto.social.FindGroupsReply;
import chat.proto.social.FindGroupsRequest;
import chat.proto.social.SocialServiceGrpc;
import chat.proto.user.AccountInfo;
import chat.proto.user.AuditRequest;
import chat.proto.user.ChangeUserRequest;
import chat.proto.user.FindUsersReply;
import chat.proto.user.FindUsersRequest;
import chat.proto.user.ListAuditReply;
import chat.proto.user.ListAuditRequest;
import chat.proto.user.UserServiceGrpc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What administrators look at and change, with their own token at the services, which check it
 * again. Whatever changes something is in the audit log before it is done. Blocks; thread-safe.
 * Every method throws {@link RequestFailed} when a service refuses or is away.
 */
public final class AdminRequests {
  private final Backend backend;
  private final Orders orders;
  private final OnlineUsers online;

  /** Requests to these services, and orders to the gateways. */
  public AdminRequests(Backend backend, Orders orders, OnlineUsers online) {
    this.backend = backend;
    this.orders = orders;
    this.online = online;
  }

  /**
   * Who is online.
   *
   * @param users how many
   * @param shown the first of them by id
   */
  public record Online(int users, List<Connected> shown) {}

  /**
   * Somebody who is online.
   *
   * @param connections at this gateway, and one for each other gateway where the user is
   */
  public record Connected(int id, String name, int connections) {}

  /** Accounts by id. */
  public FindUsersReply users(Caller admin, FindUsersRequest request) {
    return Requests.ask(backend.user(), UserServiceGrpc.getFindUsersMethod(), admin, request);
  }

  /** Changes an account; where its sessions have ended, so do their connections. */
  public AccountInfo change(Caller admin, ChangeUserRequest request) {
    var reply = Requests.ask(backend.user(), UserServiceGrpc.getChangeUserMethod(), admin, request);
    if (reply.getSessionsEnded()) {
      orders.endAll(request.getUserId());
    }
    return reply.getUser();
  }

  /** Closes the connections of a user at all gateways. */
  public void kick(Caller admin, int userId) {
    audit(admin, "user.kick", "user:" + userId, "");
    orders.kick(userId);
  }

  /** Groups by id. */
  public FindGroupsReply groups(Caller admin, FindGroupsRequest request) {
    return Requests.ask(backend.social(), SocialServiceGrpc.getFindGroupsMethod(), admin, request);
  }

  /** Removes everybody from a group. */
  public void disband(Caller admin, int groupId) {
    audit(admin, "group.disband", "group:" + groupId, "");
    var request = DisbandGroupRequest.newBuilder().setGroupId(groupId).build();
    Requests.ask(backend.social(), SocialServiceGrpc.getDisbandGroupMethod(), admin, request);
  }

  /** Who is online at any gateway. */
  public Online online(Caller admin) {
    OnlineUsers.Found found =
        online
            .find()
            .orElseThrow(
                () -> RequestFailed.unavailable("Nobody knows at this moment, try again."));
    Map<Integer, String> names = new HashMap<>();
    if (!found.connections().isEmpty()) {
      var request = FindUsersRequest.newBuilder().addAllIds(found.connections().keySet()).build();
      users(admin, request).getUsersList().forEach(user -> names.put(user.getId(), user.getName()));
    }
    return new Online(
        found.users(),
        found.connections().entrySet().stream()
            .map(
                entry ->
                    new Connected(
                        entry.getKey(), names.getOrDefault(entry.getKey(), ""), entry.getValue()))
            .toList());
  }

  /** What administrators have done. */
  public ListAuditReply audit(Caller admin, ListAuditRequest request) {
    return Requests.ask(backend.user(), UserServiceGrpc.getListAuditMethod(), admin, request);
  }

  /** Says something to everybody at all gateways. */
  public void broadcast(Caller admin, String text) {
    String checked = Orders.checked(text);
    audit(admin, "broadcast", "all", checked);
    orders.say(checked);
  }

  private void audit(Caller admin, String action, String subject, String detail) {
    var request =
        AuditRequest.newBuilder().setAction(action).setSubject(subject).setDetail(detail).build();
    Requests.ask(backend.user(), UserServiceGrpc.getAuditMethod(), admin, request);
  }
}
