package chat.ops.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the parts are made from.
 *
 * @param options what was asked for
 * @param data where they keep their data
 * @param secrets their passwords
 * @param software their programs
 * @param preparations runs what has to run before their first start
 */
record Blueprint(
    StackOptions options,
    DataDirectory data,
    Secrets secrets,
    Software software,
    Preparations preparations) {

  /** The ports. */
  Ports ports() {
    return options.ports();
  }

  /**
   * Whether a part that ends may take half a minute more to write an ahead-of-time cache. Not where
   * there are proxies: such a system is under test, and how its parts end is looked at.
   */
  boolean makesCaches() {
    return options.links().isEmpty();
  }

  /** The same with other programs. */
  Blueprint with(Software others) {
    return new Blueprint(options, data, secrets, others, preparations);
  }

  /** The gateway, or server of services, of that name. */
  Part part(String name) {
    return Stream.of(LibertyPart.of(this), GatewayPart.of(this))
        .flatMap(List::stream)
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No release brings a part " + name));
  }

  /** What watches the stack. */
  Observability observability() {
    return Observability.of(options, System.getenv());
  }

  /** The port at which a part reaches another one, which may be a proxy's. */
  int reach(String caller, String part, int own) {
    return options.links().getOrDefault(caller + ">" + part, own);
  }

  /** The port at which everybody reaches Kafka, which may be a proxy's. */
  int reachKafka() {
    return options.links().getOrDefault("kafka", ports().kafka());
  }

  /**
   * The settings that services and gateways have in common, and those given from outside.
   *
   * @param caller the part they are for
   */
  Map<String, String> environment(String caller, Map<String, String> own) {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JWT_SECRET", secrets.jwt());
    environment.put("REDIS_URL", "tcp://127.0.0.1:" + reach(caller, "redis", ports().redis()));
    environment.put("KAFKA_BROKERS", "127.0.0.1:" + reachKafka());
    if (options.consul()) {
      environment.put(
          "CONSUL_URL", "http://127.0.0.1:" + reach(caller, "consul", ports().consul()));
    }
    environment.putAll(observability().settings());
    environment.putAll(own);
    environment.putAll(options.environment());
    return environment;
  }
}
