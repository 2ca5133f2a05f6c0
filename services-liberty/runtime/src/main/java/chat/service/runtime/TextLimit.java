package chat.service.runtime;

import chat.proto.ErrorCode;

/**
 * What a text from outside may be. Every character that is allowed is kept byte for byte.
 *
 * @param what the text's name in the refusal
 * @param minCharacters 0 or more; where it is more, blanks alone are not enough
 * @param maxCharacters in Unicode code points
 * @param controlsAllowed whether line breaks and other control characters may be in it
 */
public record TextLimit(
    String what, int minCharacters, int maxCharacters, boolean controlsAllowed) {

  /**
   * Lets a text pass.
   *
   * @return the text itself
   * @throws Refused 400 when it is too short, blank or has control characters; 413 when too long
   */
  public String check(String text) {
    if (text.codePointCount(0, text.length()) > maxCharacters) {
      throw new Refused(
          ErrorCode.TOO_LONG, what + " may have at most " + maxCharacters + " characters");
    }
    if (text.length() < minCharacters || (minCharacters > 0 && text.isBlank())) {
      throw new Refused(ErrorCode.MALFORMED, what + " is missing");
    }
    if (!controlsAllowed && text.codePoints().anyMatch(Character::isISOControl)) {
      throw new Refused(ErrorCode.MALFORMED, what + " must not have control characters");
    }
    return text;
  }
}
