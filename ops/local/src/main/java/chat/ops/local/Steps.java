package chat.ops.local;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;

/** Runs steps at the same time, each on its own thread; a step may begin further ones. */
final class Steps implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Phaser running = new Phaser(1);
  private final AtomicReference<StackFailure> failure = new AtomicReference<>();
  private final Runnable onFailure;

  /**
   * No step yet.
   *
   * @param onFailure called after the first failure, to make the other steps end soon
   */
  Steps(Runnable onFailure) {
    this.onFailure = onFailure;
  }

  /** Something that takes a while and may fail. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /** Begins a step. */
  void run(Step step) {
    running.register();
    threads.execute(
        () -> {
          try {
            step.run();
          } catch (StackFailure e) {
            fail(e);
          } catch (Exception e) {
            fail(new StackFailure("A step of the start failed: " + e, e));
          } finally {
            running.arriveAndDeregister();
          }
        });
  }

  /**
   * Waits for all steps.
   *
   * @throws StackFailure the first one that a step threw
   */
  void await() throws InterruptedException {
    running.awaitAdvanceInterruptibly(running.arrive());
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  private void fail(StackFailure thrown) {
    if (failure.compareAndSet(null, thrown)) {
      onFailure.run();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
