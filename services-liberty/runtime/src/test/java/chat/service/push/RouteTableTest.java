package chat.service.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final Set<Integer> LIVE = Set.of(3, 5, 7);

  @Test
  void tellsEachGatewayOnlyOfItsUsers() {
    RouteTable table = new RouteTable(Map.of(1, Set.of(3), 2, Set.of(3, 5), 4, Set.of()), LIVE);
    assertEquals(Map.of(3, List.of(1, 2), 5, List.of(2)), table.spread(List.of(1, 2, 4)));
  }

  @Test
  void tellsEveryGatewayOfUsersWhoseRouteIsUnknown() {
    RouteTable table = new RouteTable(Map.of(), LIVE);
    assertEquals(Map.of(3, List.of(1), 5, List.of(1), 7, List.of(1)), table.spread(List.of(1)));
  }

  @Test
  void tellsEveryGatewayWhenThereAreTooManyToLookUp() {
    List<Integer> crowd = IntStream.rangeClosed(1, 65).boxed().toList();
    RouteTable table = new RouteTable(Map.of(1, Set.of(3)), LIVE);
    assertEquals(Map.of(3, crowd, 5, crowd, 7, crowd), table.spread(crowd));
  }
}
