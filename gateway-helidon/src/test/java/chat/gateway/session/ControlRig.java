package chat.gateway.session;

import chat.gateway.dialect.Event;
import chat.proto.TokenClaims;
import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.jwk.JwkOctet;

/** Sessions of users for the tests of operators' calls, with tokens of both kinds. */
public abstract class ControlRig extends SessionRig {
  protected static final int ADMIN = 5;

  protected ControlRig() throws Exception {}

  /** One user's connection. */
  protected static final class Connection {
    private final FakeClient client = new FakeClient();

    private Connection() {}

    /** The next event that came, waiting for it. */
    public Event next() throws InterruptedException {
      return client.next();
    }

    /** Waits until the server has closed it. */
    public void awaitClosed() throws InterruptedException {
      client.awaitClosed();
    }

    public boolean isClosed() {
      return client.isClosed();
    }

    public void stopReading() {
      client.stopReading();
    }

    public void readAgain() {
      client.letWrite(1_000);
    }
  }

  /** A connection without a login. */
  protected final Connection connect() {
    var connection = new Connection();
    connection.client.connect(factory);
    connection.client.endWhenClosed();
    return connection;
  }

  /** A connection on which a user has logged in. */
  protected final Connection logIn(int userId) throws InterruptedException {
    var connection = new Connection();
    var session = connection.client.connect(factory);
    connection.client.endWhenClosed();
    logIn(session, userId, connection.client);
    return connection;
  }

  protected final Sessions sessions() {
    return sessions;
  }

  protected final Tokens tokens() {
    return tokens;
  }

  /** The token of a user without rights. */
  protected final String userToken() {
    return services.token(ME);
  }

  /** The same, expired. */
  protected final String expiredToken() {
    return services.token(ME, TokenClaims.USER, clock.instant().minusSeconds(1));
  }

  protected final String adminToken() {
    return new SigningKey(FakeServices.SECRET)
        .sign(
            Jwt.builder()
                .algorithm(JwkOctet.ALG_HS256)
                .issuer(TokenClaims.ISSUER)
                .subject(Integer.toString(ADMIN))
                .addUserGroup(TokenClaims.USER)
                .addUserGroup(TokenClaims.ADMIN)
                .expirationTime(clock.instant().plusSeconds(60))
                .build());
  }

  /** Makes the user service refuse a token, as after a logout. */
  protected final void end(String token) {
    services.ended.add(token);
  }
}
