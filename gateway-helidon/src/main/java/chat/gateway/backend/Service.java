package chat.gateway.backend;

import chat.gateway.session.RequestFailed;
import chat.proto.Repeatable;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.helidon.faulttolerance.Bulkhead;
import io.helidon.faulttolerance.BulkheadException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * One service behind the gateway. Calls take turns over its instances: those that are connected and
 * not ejected, else those whose connection is being made. A call that failed by its instance's
 * fault is made again, at another instance where there is one: when it never got there, or when its
 * {@code .proto} says that it may be ({@link Repeatable}). So many calls run and so many wait;
 * overflow rule: a further one is refused at once. Thread-safe.
 */
public final class Service {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final String name;
  private final Instances instances;
  private final CallSettings settings;
  private final Bulkhead bulkhead;
  private final Repeats repeats;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * A service.
   *
   * @param name for answers to people
   */
  public Service(String name, Instances instances, CallSettings settings) {
    this.name = name;
    this.instances = instances;
    this.settings = settings;
    this.bulkhead =
        Bulkhead.create(bounds -> bounds.limit(settings.running()).queueLength(settings.waiting()));
    this.repeats = new Repeats(settings.timeout());
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @param token of whoever the call acts for; empty for calls that need none
   * @throws RequestFailed UNAVAILABLE when the service is away, too slow or has too much to do,
   *     FORBIDDEN when it refuses the token, INTERNAL when it fails
   */
  public <Q, A> A call(MethodDescriptor<Q, A> method, Optional<String> token, Q request) {
    var call = new Call<>(method, token, request, settings.timeout());
    try {
      return bulkhead.invoke(() -> repeats.invoke(() -> attempt(call)));
    } catch (CancellationException e) {
      throw Failures.away(name);
    } catch (BulkheadException e) {
      throw Failures.busy(name);
    } catch (StatusRuntimeException e) {
      throw Failures.answer(name, method, e);
    } catch (InstanceFailed e) {
      throw e.status()
          .map(status -> Failures.answer(name, method, status))
          .orElseGet(() -> Failures.away(name));
    }
  }

  /** What keeps the service from being called; empty when some instance is well. */
  public Optional<String> trouble() {
    List<Instance> all = instances.all();
    if (all.stream().anyMatch(Instance::isWell)) {
      return Optional.empty();
    }
    return Optional.of(
        all.isEmpty()
            ? "no instance of the " + name + " service is known"
            : "the %s service cannot be reached: instances %d, of which ejected %d"
                .formatted(name, all.size(), instances.ejected()));
  }

  String name() {
    return name;
  }

  Instances instances() {
    return instances;
  }

  /** The calls that run, wait and were refused. */
  Bulkhead.Stats load() {
    return bulkhead.stats();
  }

  /** How many calls have been made again. */
  long repeats() {
    return repeats.count();
  }

  private <A> A attempt(Call<?, A> call) {
    if (call.isOverdue()) {
      throw Failures.away(name);
    }
    List<Instance> all = instances.all();
    List<Instance> others = all.stream().filter(Predicate.not(call::hasTried)).toList();
    int first = turn.getAndIncrement();
    Instance instance =
        next(others, first).or(() -> next(all, first)).orElseThrow(() -> Failures.away(name));
    boolean last = others.stream().noneMatch(other -> other != instance && other.isUsable());
    return call.makeAt(instance, last);
  }

  private static Optional<Instance> next(List<Instance> all, int turn) {
    return next(all, turn, Instance::isReady).or(() -> next(all, turn, Instance::isUsable));
  }

  // Among those that fit, so that the turn of one that does not fit is shared by all others.
  private static Optional<Instance> next(
      List<Instance> all, int turn, Predicate<Instance> fitting) {
    List<Instance> some = all.stream().filter(fitting).toList();
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of(some.get(Math.floorMod(turn, some.size())));
  }

  static Metadata authorization(String token) {
    var headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    return headers;
  }
}
