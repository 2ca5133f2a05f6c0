package chat.proto;

/**
 * What a token says. Tokens are JWT, signed with HMAC-SHA256 and the shared {@code JWT_SECRET}.
 * Users' tokens are issued by the user service; a gateway signs its own, short-lived ones.
 */
public final class TokenClaims {
  /** The {@code iss} claim. */
  public static final String ISSUER = "chat";

  /** {@code sub}: the user's id as text; 0 for a gateway. */
  public static final String SUBJECT = "sub";

  /** {@code upn}: the user's name, as MicroProfile JWT calls it. */
  public static final String NAME = "upn";

  /** {@code groups}: the roles, an array of text. */
  public static final String GROUPS = "groups";

  /** {@code sid}: the session, which logging out ends. */
  public static final String SESSION = "sid";

  /** The role of a person. */
  public static final String USER = "user";

  /** The role of an operator; needed by the services' administration endpoints. */
  public static final String ADMIN = "admin";

  /** The role of a gateway, which may read and move the cursors of every user. */
  public static final String GATEWAY = "gateway";

  /** The shortest secret that is accepted: the size of the hash (RFC 7518, 3.2). Bytes. */
  public static final int MIN_SECRET_BYTES = 32;

  private TokenClaims() {}
}
