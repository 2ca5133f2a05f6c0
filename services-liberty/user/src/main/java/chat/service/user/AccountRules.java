package chat.service.user;

import chat.proto.ErrorCode;
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
