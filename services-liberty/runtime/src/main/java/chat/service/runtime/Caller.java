package chat.service.runtime;

import chat.proto.ErrorCode;
import chat.proto.TokenClaims;
import io.grpc.Context;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a call, as a verified token says.
 *
 * @param userId positive; 0 for a gateway
 * @param name the user's name; empty for a gateway
 * @param roles the roles of {@link TokenClaims}
 * @param session the session that a logout ends; empty for a gateway
 */
public record Caller(int userId, String name, Set<String> roles, Optional<String> session) {
  private static final Context.Key<Caller> CURRENT = Context.key("caller");

  public Caller {
    roles = Set.copyOf(roles);
  }

  /**
   * The caller of the gRPC call that this thread handles.
   *
   * @throws Refused 401 in a call without a token, which only {@link MethodsWithoutToken} can be
   */
  public static Caller current() {
    Caller caller = CURRENT.get();
    if (caller == null) {
      throw new Refused(ErrorCode.NOT_LOGGED_IN, "log in first");
    }
    return caller;
  }

  /** For a log line: who makes the current call; empty where nobody is known. */
  static String mark() {
    Caller caller = CURRENT.get();
    return caller == null ? "" : " user_id=" + caller.userId();
  }

  /** The context of a call made by this caller. */
  Context in(Context context) {
    return context.withValue(CURRENT, this);
  }

  /** Whether this is a gateway, which may act for every user where a method says so. */
  public boolean isGateway() {
    return roles.contains(TokenClaims.GATEWAY);
  }

  /**
   * Lets administrators pass.
   *
   * @return the administrator's id
   * @throws Refused 403 for everybody else
   */
  public int requireAdmin() {
    if (userId == 0 || !roles.contains(TokenClaims.ADMIN)) {
      throw new Refused(ErrorCode.FORBIDDEN, "only an administrator can do this");
    }
    return userId;
  }

  /**
   * The user for whom a request acts.
   *
   * @param givenId the id in the request; 0 means the caller
   * @throws Refused 403 when the id is somebody else's, or the caller is no user
   */
  public int actingAs(int givenId) {
    if (userId == 0) {
      throw new Refused(ErrorCode.FORBIDDEN, "only a user can do this");
    }
    if (givenId != 0 && givenId != userId) {
      throw new Refused(ErrorCode.FORBIDDEN, "you cannot act for somebody else");
    }
    return userId;
  }
}
