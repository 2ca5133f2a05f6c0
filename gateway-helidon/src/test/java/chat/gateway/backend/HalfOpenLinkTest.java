package chat.gateway.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.session.RequestFailed;
import chat.proto.social.ListFriendsRequest;
import chat.proto.social.SocialServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that are open and pass nothing. */
@Timeout(60)
class HalfOpenLinkTest {
  /** What Backend promises, and two seconds for a busy machine. */
  private static final Duration FOUND = Duration.ofSeconds(14);

  @Test
  void aSilentConnectionThatNobodyUsesIsFoundAndReplaced() throws Exception {
    try (var server = new SocialServer();
        var proxy = new SilentProxy(server.endpoint().port());
        var instances = new Instances("social", Backend::channel, Duration.ZERO)) {
      Instance instance = connect(instances, proxy.endpoint());
      proxy.goSilent();
      long silentNanos = System.nanoTime();
      await()
          .atMost(FOUND.multipliedBy(2))
          .until(
              () -> {
                instances.check();
                return server.connectionsEver() == 2;
              });
      var taken = Duration.ofNanos(System.nanoTime() - silentNanos);
      assertTrue(taken.compareTo(FOUND) < 0, () -> "found after " + taken);
      awaitReady(instance);
      call(new Service("social", instances, new CallSettings(Duration.ofSeconds(1), 1, 0)));
    }
  }

  @Test
  void aSilentConnectionThatIsUsedIsSteppedAround() throws Exception {
    try (var server = new SocialServer();
        var other = new SocialServer();
        var proxy = new SilentProxy(server.endpoint().port());
        var instances = new Instances("social", Backend::channel, Duration.ZERO)) {
      connect(instances, proxy.endpoint(), other.endpoint());
      proxy.goSilent();
      var service = new Service("social", instances, new CallSettings(Duration.ofSeconds(2), 1, 0));
      int failed = 0;
      for (int i = 0; i < 40; i++) {
        failed += fails(service) ? 1 : 0;
      }
      assertEquals(0, failed, "made again at the other");
      assertEquals(1, instances.ejections());
    }
  }

  private static Instance connect(Instances instances, Endpoint... endpoints) {
    instances.update(List.of(endpoints));
    instances.all().forEach(HalfOpenLinkTest::awaitReady);
    return instances.all().getFirst();
  }

  private static void awaitReady(Instance instance) {
    await().until(instance::isReady);
  }

  private static boolean fails(Service service) {
    try {
      call(service);
      return false;
    } catch (RequestFailed e) {
      return true;
    }
  }

  private static void call(Service service) {
    service.call(
        SocialServiceGrpc.getListFriendsMethod(),
        Optional.empty(),
        ListFriendsRequest.getDefaultInstance());
  }
}
