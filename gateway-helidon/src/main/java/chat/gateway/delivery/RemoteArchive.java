package chat.gateway.delivery;

import chat.gateway.backend.Service;
import chat.gateway.session.RequestFailed;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.message.AdvanceCursorsRequest;
import chat.proto.message.Cursor;
import chat.proto.message.CursorAdvance;
import chat.proto.message.HeadsRequest;
import chat.proto.message.ListMessagesRequest;
import chat.proto.message.MessageServiceGrpc;
import chat.proto.message.SyncRequest;
import chat.proto.message.UserHeads;
import io.grpc.MethodDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The archive over gRPC, with the gateway's own token. At most {@value #CONCURRENT} calls at one
 * time, so that a thousand clients coming back do not bury the service; the others wait.
 */
public final class RemoteArchive implements Archive {
  private static final int CONCURRENT = 64;

  private final Service message;
  private final Supplier<String> gatewayToken;
  private final Semaphore turns = new Semaphore(CONCURRENT);

  /** The archive of this service. */
  public RemoteArchive(Service message, Supplier<String> gatewayToken) {
    this.message = message;
    this.gatewayToken = gatewayToken;
  }

  @Override
  public Page after(int userId, ConversationId conversation, long seq, int limit) {
    var request =
        ListMessagesRequest.newBuilder()
            .setUserId(userId)
            .setScope(conversation.scopeFor(userId))
            .setAfterSeq(seq)
            .setLimit(limit)
            .build();
    var reply = call(MessageServiceGrpc.getListMessagesMethod(), request);
    check(reply.getErrno(), reply.getErrmsg());
    return new Page(reply.getMessagesList(), reply.getMore());
  }

  @Override
  public List<Cursor> cursors(int userId) {
    var request = SyncRequest.newBuilder().setUserId(userId).build();
    var reply = call(MessageServiceGrpc.getSyncMethod(), request);
    check(reply.getErrno(), reply.getErrmsg());
    return reply.getCursorsList();
  }

  @Override
  public Map<Integer, List<Cursor>> heads(Collection<Integer> userIds) {
    var request = HeadsRequest.newBuilder().addAllUserIds(userIds).build();
    var reply = call(MessageServiceGrpc.getHeadsMethod(), request);
    check(reply.getErrno(), reply.getErrmsg());
    return reply.getUsersList().stream()
        .collect(Collectors.toUnmodifiableMap(UserHeads::getUserId, UserHeads::getCursorsList));
  }

  @Override
  public void advance(List<CursorAdvance> advances) {
    var request = AdvanceCursorsRequest.newBuilder().addAllAdvances(advances).build();
    var reply = call(MessageServiceGrpc.getAdvanceCursorsMethod(), request);
    check(reply.getErrno(), reply.getErrmsg());
  }

  private <Q, A> A call(MethodDescriptor<Q, A> method, Q request) {
    turns.acquireUninterruptibly();
    try {
      return message.call(method, Optional.of(gatewayToken.get()), request);
    } finally {
      turns.release();
    }
  }

  private static void check(int errno, String errmsg) {
    if (errno != ErrorCode.OK.errno()) {
      throw RequestFailed.of(errno, errmsg);
    }
  }
}
