package chat.ops.local;

/**
 * The ports of a stack. Everything listens on 127.0.0.1, but for the gateways, which people reach
 * from other machines.
 *
 * @param offset added to every port, {@value #LOWEST_OFFSET} to {@value #HIGHEST_OFFSET}
 */
public record Ports(int offset) {
  /** With it the lowest port is 1024, which ordinary users may still open. */
  public static final int LOWEST_OFFSET = -1976;

  /** With it the highest port is 65535. */
  public static final int HIGHEST_OFFSET = 5473;

  /** How many gateways fit: one for each partition of the push topic. */
  public static final int MOST_GATEWAYS = 16;

  /** How many instances of one service a stack of separate services may have. */
  public static final int MOST_INSTANCES = 4;

  /** Ports of one gateway: raw TCP, HTTP, probes with metrics, and operators' gRPC. */
  public record Gateway(int tcp, int http, int probes, int control) {}

  /** Checks the offset. */
  public Ports {
    if (offset < LOWEST_OFFSET || offset > HIGHEST_OFFSET) {
      throw new IllegalArgumentException(
          "--port-offset must be " + LOWEST_OFFSET + " to " + HIGHEST_OFFSET + ", not " + offset);
    }
  }

  /** MariaDB: 3306. */
  public int mariadb() {
    return 3306 + offset;
  }

  /** Redis: 6379. */
  public int redis() {
    return 6379 + offset;
  }

  /** Kafka's clients: 9092. */
  public int kafka() {
    return 9092 + offset;
  }

  /** Kafka's own controller: 9093. */
  public int kafkaController() {
    return 9093 + offset;
  }

  /** Consul's HTTP interface: 8500. */
  public int consul() {
    return 8500 + offset;
  }

  /** Consul's own: 8300. */
  int consulServer() {
    return 8300 + offset;
  }

  /** Consul's own: 8301. */
  int consulGossip() {
    return 8301 + offset;
  }

  /** Consul's own: 8302. */
  int consulWideGossip() {
    return 8302 + offset;
  }

  /** Spans over HTTP, and the traces' pages: 4318. */
  public int tracesHttp() {
    return 4318 + offset;
  }

  /** Spans over gRPC: 4317. */
  public int tracesGrpc() {
    return 4317 + offset;
  }

  /** Prometheus: 9090. */
  public int prometheus() {
    return 9090 + offset;
  }

  /** gRPC of the first instance of a service. */
  public int grpc(Service service) {
    return grpc(service, 1);
  }

  /**
   * gRPC of a service: 60051, 60052, 60053; each further instance has 3 more.
   *
   * @param number 1 for the first instance
   */
  public int grpc(Service service, int number) {
    return offset
        + 3 * (number - 1)
        + switch (service) {
          case USER -> 60_051;
          case SOCIAL -> 60_052;
          case MESSAGE -> 60_053;
        };
  }

  /** Probes, metrics and administration of the first instance of a service. */
  public int http(Service service) {
    return http(service, 1);
  }

  /**
   * Probes, metrics and administration of a service: 8081, 8082, 8083; each further instance has 10
   * more.
   *
   * @param number 1 for the first instance
   */
  public int http(Service service, int number) {
    return offset
        + 10 * (number - 1)
        + switch (service) {
          case USER -> 8081;
          case SOCIAL -> 8082;
          case MESSAGE -> 8083;
        };
  }

  /**
   * A gateway's ports: 7000, 3000, 8080 and 8084 for the first, each 10 higher for the next.
   *
   * @param number 1 to {@value #MOST_GATEWAYS}
   */
  public Gateway gateway(int number) {
    int shift = offset + 10 * (number - 1);
    return new Gateway(7000 + shift, 3000 + shift, 8080 + shift, 8084 + shift);
  }
}
