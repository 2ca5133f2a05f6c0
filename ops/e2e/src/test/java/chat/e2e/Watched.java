package chat.e2e;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import chat.e2e.observe.PrometheusServer.Target;
import chat.ops.local.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The stack as Prometheus sees it: with what makes metrics appear, which is some traffic with
 * mistakes in it, and a {@link TlsGateway}.
 */
record Watched(Stack stack) {
  /** More than {@code FAILED_LOGINS}. */
  private static final int WRONG_PASSWORDS = 12;

  /** What there is to ask; the three services are one process. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    targets.add(new Target("gateway", "gateway-1", stack.gateway(1).probes()));
    targets.add(new Target("gateway", "gateway-2", stack.gateway(2).probes()));
    for (Service service : Service.values()) {
      String job = service.name().toLowerCase(Locale.ROOT) + "-service";
      targets.add(new Target(job, "services", stack.processes().ports().http(service)));
    }
    return targets;
  }

  /** Uses all of it a little: people come, write to each other over both gateways, and err. */
  void use() {
    Person ann = stack.people().make("ann");
    Person ben = stack.people().make("ben");
    Person stranger = stack.people().make("stranger");
    stack.people().befriend(ann, ben);
    int group = stack.people().makeGroup("watched", ann, ben);
    try (var here = stack.page();
        var there = stack.lines(2)) {
      here.logIn(ann);
      there.demand(Json.message(1).put("token", ben.token()));
      here.demand(Json.chat(ben, "one"));
      there.demand(Json.chat(ann, "two"));
      there.demand(Json.message(1003).put("group_id", group).put("content", "three"));
      there.nextPush();
      here.nextPush();
      here.nextPush();
      here.ask(Json.message(1003).put("group_id", Integer.MAX_VALUE).put("content", "nowhere"));
      here.ask(Json.message(2001).put("friend_id", Integer.MAX_VALUE));
    }
    stack.rest().call("GET", "/api/friends", Optional.of(ann.token()), Optional.empty());
    try (var guesser = stack.lines()) {
      for (int i = 0; i < WRONG_PASSWORDS; i++) {
        guesser.ask(Json.message(1).put("id", stranger.id()).put("password", "guess"));
      }
    }
  }

  /** What a target tells. */
  static String metrics(Target target) {
    return new RestClient(target.port()).get("/metrics").body();
  }
}
