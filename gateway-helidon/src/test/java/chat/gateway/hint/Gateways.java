package chat.gateway.hint;

import chat.gateway.presence.HiddenPairs;
import io.helidon.metrics.api.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gateways that hear each other at once, as over Redis; Redis may be away. */
final class Gateways {
  static final HintMetrics METRICS = HintMetrics.of(Metrics.globalRegistry());

  final List<String> said = new ArrayList<>();
  boolean away;

  private final List<Gateway> all = new ArrayList<>();

  /** A gateway; who listens there is put in by the test. */
  final class Gateway implements Hearers {
    final HiddenPairs hidden = new HiddenPairs();
    final Hints hints = new Hints(this, hidden, Gateways.this::say, METRICS);
    private final Map<Integer, Session> sessions = new LinkedHashMap<>();

    /** A user's session that listens. */
    Session enter(int userId) {
      var session = new Session();
      sessions.put(userId, session);
      hints.entered(userId);
      return session;
    }

    void leave(int userId) {
      sessions.remove(userId);
    }

    @Override
    public List<Session> hearers(int userId) {
      Session session = sessions.get(userId);
      return session == null ? List.of() : List.of(session);
    }

    @Override
    public Collection<Integer> listening() {
      return List.copyOf(sessions.keySet());
    }
  }

  /** What one session was told. */
  static final class Session implements Hearers.Hearer {
    final List<Receipt> receipts = new ArrayList<>();
    final List<Typing> typings = new ArrayList<>();

    @Override
    public boolean listens() {
      return true;
    }

    @Override
    public void receipt(Receipt receipt) {
      receipts.add(receipt);
    }

    @Override
    public void typing(Typing typing) {
      typings.add(typing);
    }
  }

  Gateway add() {
    var gateway = new Gateway();
    all.add(gateway);
    return gateway;
  }

  void round() {
    all.forEach(gateway -> gateway.hints.round());
  }

  private boolean say(String text) {
    if (!away) {
      said.add(text);
      all.forEach(gateway -> gateway.hints.heard(text));
    }
    return !away;
  }
}
