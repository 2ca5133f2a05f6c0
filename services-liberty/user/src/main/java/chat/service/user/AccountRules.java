package chat.service.user;

import chat.proto.ErrorCode;
import chat.proto.TokenClaims;
import chat.proto.user.AuditRequest;
import chat.proto.user.ChangeUserRequest;
import chat.proto.user.UpdateProfileRequest;
import chat.service.runtime.Refused;
import chat.service.runtime.TextLimit;
import java.net.URI;
import java.net.URISyntaxException;

/** What names, passwords and profiles may be. Every method throws {@link Refused} 400 or 413. */
final class AccountRules {
  private static final TextLimit NAME = new TextLimit("name", 1, 50, false);
  private static final TextLimit PASSWORD = new TextLimit("password", 1, 128, true);
  private static final TextLimit NICKNAME = new TextLimit("nickname", 0, 50, false);
  private static final TextLimit SIGNATURE = new TextLimit("signature", 0, 200, true);
  private static final TextLimit AVATAR_URL = new TextLimit("avatar_url", 0, 500, false);

  private static final TextLimit DEVICE = new TextLimit("device", 0, 100, false);
  private static final TextLimit ACTION = new TextLimit("action", 1, 40, false);
  private static final TextLimit SUBJECT = new TextLimit("subject", 1, 100, false);
  private static final TextLimit DETAIL = new TextLimit("detail", 0, 500, true);
  private static final int ADDRESS_CHARACTERS = 45;

  private AccountRules() {}

  static String name(String text) {
    return NAME.check(text);
  }

  static String password(String text) {
    return PASSWORD.check(text);
  }

  /** Whether a password could have been set; one that could not is wrong without hashing it. */
  static boolean isPossiblePassword(String text) {
    return !text.isEmpty() && text.codePointCount(0, text.length()) <= PASSWORD.maxCharacters();
  }

  /** Where a login comes from; an address that is none is left out. */
  static OpenSession.Origin origin(String device, String address) {
    boolean kept = address.length() <= ADDRESS_CHARACTERS && isAscii(address);
    return new OpenSession.Origin(DEVICE.check(device), kept ? address : "");
  }

  static void audit(AuditRequest request) {
    ACTION.check(request.getAction());
    SUBJECT.check(request.getSubject());
    DETAIL.check(request.getDetail());
    if (!isAscii(request.getAction()) || !isAscii(request.getSubject())) {
      throw new Refused(ErrorCode.MALFORMED, "action and subject must be ASCII");
    }
  }

  /** Whether an administrator may change an account so; {@link Refused} 403 too. */
  static void change(Account actor, Account account, ChangeUserRequest request) {
    if (!actor.isAdmin() || actor.isDisabled()) {
      throw new Refused(ErrorCode.FORBIDDEN, "only an administrator can do this");
    }
    String role = request.hasRole() ? request.getRole() : account.role();
    if (!role.equals(TokenClaims.USER) && !role.equals(TokenClaims.ADMIN)) {
      throw new Refused(ErrorCode.MALFORMED, "role must be user or admin");
    }
    boolean own = actor.id() == account.id();
    if (own && request.getDisabled()) {
      throw new Refused(ErrorCode.FORBIDDEN, "you cannot close your own account");
    }
    if (own && role.equals(TokenClaims.USER)) {
      throw new Refused(
          ErrorCode.FORBIDDEN, "another administrator has to take this role from you");
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < 128);
  }

  static void profile(UpdateProfileRequest request) {
    NICKNAME.check(request.getNickname());
    SIGNATURE.check(request.getSignature());
    String url = AVATAR_URL.check(request.getAvatarUrl());
    if (!url.isEmpty() && !isWebAddress(url)) {
      throw new Refused(ErrorCode.MALFORMED, "avatar_url must be an http or https address");
    }
  }

  private static boolean isWebAddress(String url) {
    try {
      URI uri = new URI(url);
      return uri.getHost() != null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || "http".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
