package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ErrorCode;
import chat.service.message.Outcome.Accepted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A committer with a queue of 8 messages over a {@link FakeStore}, and user 1 who sends. */
final class CommitterRig {
  final FakeStore store = new FakeStore();
  final AtomicLong now = new AtomicLong();
  final List<Publication> published = Collections.synchronizedList(new ArrayList<>());
  final Committer committer =
      new Committer(
          store,
          published::add,
          new CommitListener() {
            @Override
            public void committed(int messages, long nanos) {}

            @Override
            public void failed() {}
          },
          now::get,
          8);
  final Thread thread = new Thread(committer);

  CompletableFuture<Outcome> submit(Draft draft) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    committer.submit(draft, outcome::complete);
    return outcome;
  }

  /** Lets batches be written from now on. */
  void begin() {
    thread.start();
    store.mayWrite.countDown();
  }

  /** Lets everything be written and the thread end. */
  void finish() throws InterruptedException {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    store.mayWrite.countDown();
    committer.close();
    thread.join(TimeUnit.SECONDS.toMillis(10));
    assertTrue(committer.ended());
  }

  static Draft to(int user, String msgId, String content) {
    return new Draft(1, user, 0, content, msgId);
  }

  static List<Long> seqs(List<CompletableFuture<Outcome>> outcomes) throws Exception {
    List<Long> seqs = new ArrayList<>();
    for (CompletableFuture<Outcome> outcome : outcomes) {
      seqs.add(assertInstanceOf(Accepted.class, outcome.get(10, TimeUnit.SECONDS)).seq());
    }
    return seqs;
  }

  static ErrorCode codeOf(CompletableFuture<Outcome> outcome) throws Exception {
    return assertInstanceOf(Outcome.Refused.class, outcome.get(10, TimeUnit.SECONDS)).code();
  }
}
