package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void thePortsPeopleKnow() {
    Ports ports = new Ports(0);
    assertEquals(3306, ports.mariadb());
    assertEquals(6379, ports.redis());
    assertEquals(9092, ports.kafka());
    assertEquals(9093, ports.kafkaController());
    assertEquals(8500, ports.consul());
    assertEquals(4317, ports.tracesGrpc());
    assertEquals(4318, ports.tracesHttp());
    assertEquals(9090, ports.prometheus());
    assertEquals(60_051, ports.grpc(Service.USER));
    assertEquals(60_053, ports.grpc(Service.MESSAGE));
    assertEquals(60_054, ports.grpc(Service.USER, 2));
    assertEquals(60_056, ports.grpc(Service.MESSAGE, 2));
    assertEquals(8081, ports.http(Service.USER));
    assertEquals(8093, ports.http(Service.MESSAGE, 2));
    assertEquals(8082, ports.http(Service.SOCIAL));
    assertEquals(new Ports.Gateway(7000, 3000, 8080, 8084), ports.gateway(1));
  }

  @Test
  void theOffsetMovesAllAndEachGatewayIsTenHigher() {
    Ports ports = new Ports(5000);
    assertEquals(65_052, ports.grpc(Service.SOCIAL));
    assertEquals(new Ports.Gateway(12_020, 8020, 13_100, 13_104), ports.gateway(3));
  }

  @Test
  void everyOffsetKeepsThePortsInRange() {
    assertEquals(1024, new Ports(Ports.LOWEST_OFFSET).gateway(1).http());
    Ports highest = new Ports(Ports.HIGHEST_OFFSET);
    assertEquals(65_535, highest.grpc(Service.MESSAGE, Ports.MOST_INSTANCES));
    assertThrows(IllegalArgumentException.class, () -> new Ports(Ports.LOWEST_OFFSET - 1));
    assertThrows(IllegalArgumentException.class, () -> new Ports(Ports.HIGHEST_OFFSET + 1));
  }
}
