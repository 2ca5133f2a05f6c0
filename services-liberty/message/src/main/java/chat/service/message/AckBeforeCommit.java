package chat.service.message;

import chat.service.message.Heads.Head;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A store that breaks its promise, for the history checker alone: it says "written" before it
 * writes, and what then cannot be written is lost. Where it does not know a conversation's end yet,
 * and with messages that are more than a text, it is honest.
 *
 * <p>Everything is written on one thread of its own, as the real store is made for one: what is
 * written honestly waits there for what was promised before it.
 */
final class AckBeforeCommit implements MessageStore {
  private static final Logger LOG = System.getLogger(AckBeforeCommit.class.getName());

  private final MessageStore real;
  private final Sequencer sequencer;
  private final ExecutorService later =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

  AckBeforeCommit(MessageStore real, Clock clock) {
    this.real = real;
    this.sequencer = new Sequencer(clock);
  }

  @Override
  public Written write(List<Draft> drafts, Heads heads) {
    Map<Long, Head> known = new HashMap<>();
    for (Draft draft : drafts) {
      long id = draft.conversation().value();
      heads.of(id).ifPresent(head -> known.put(id, head));
    }
    if (drafts.stream().anyMatch(draft -> !isPromised(draft, known))) {
      return writeHonestly(drafts, heads);
    }
    Plan plan = sequencer.place(drafts, everybody(drafts), References.NONE, known::get);
    Heads before = new Heads(known.size());
    before.advance(known);
    later.execute(() -> writeAtLast(drafts, before));
    return new Written(plan, Optional.empty());
  }

  @Override
  public Map<MessageKey, StoredMessage> find(Collection<MessageKey> keys) {
    return real.find(keys);
  }

  private static boolean isPromised(Draft draft, Map<Long, Head> known) {
    return draft.extras().isNone() && known.containsKey(draft.conversation().value());
  }

  private Written writeHonestly(List<Draft> drafts, Heads heads) {
    try {
      return CompletableFuture.supplyAsync(() -> real.write(drafts, heads), later).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private void writeAtLast(List<Draft> drafts, Heads heads) {
    try {
      real.write(drafts, heads);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "acknowledged and lost, as was asked for", e);
    }
  }

  private static Audience everybody(List<Draft> drafts) {
    Map<Integer, String> names = new HashMap<>();
    Map<Integer, Set<Integer>> members = new HashMap<>();
    for (Draft draft : drafts) {
      names.put(draft.fromId(), "");
      names.put(draft.toId(), "");
      members.computeIfAbsent(draft.groupId(), group -> new HashSet<>()).add(draft.fromId());
    }
    return new Audience(names, members, Set.of(), Set.of());
  }
}
