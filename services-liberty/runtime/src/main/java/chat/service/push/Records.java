package chat.service.push;

import chat.proto.push.PushRecord;
import io.opentelemetry.context.Context;
import java.util.function.Consumer;

/** Sends records to the partitions of {@link chat.proto.PushRoutes#TOPIC}. */
interface Records {
  /**
   * Sends a record, behind those sent to the partition before. Waits half a second at most.
   *
   * @param trace the context of what the record is part of
   * @param acknowledged told once, on some thread: whether Kafka has it. Must not block.
   */
  void send(int partition, PushRecord record, Context trace, Consumer<Boolean> acknowledged);
}
