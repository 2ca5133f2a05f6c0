package chat.proto;

import chat.proto.common.Common;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;

/** Which calls may be made twice: those whose {@code .proto} gives them an idempotency_level. */
public final class Repeatable {
  private Repeatable() {}

  /** Whether making the call again, after the first has come to its end, does no harm. */
  public static boolean inOrder(MethodDescriptor<?, ?> method) {
    return options(method).getIdempotencyLevel() != IdempotencyLevel.IDEMPOTENCY_UNKNOWN;
  }

  /**
   * Whether making the call again does no harm although the first may still be under way, and may
   * take effect after whatever is asked for next.
   */
  public static boolean inAnyOrder(MethodDescriptor<?, ?> method) {
    return inOrder(method) && !options(method).getExtension(Common.undoable);
  }

  private static MethodOptions options(MethodDescriptor<?, ?> method) {
    return method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema
        ? schema.getMethodDescriptor().getOptions()
        : MethodOptions.getDefaultInstance();
  }
}
