package chat.service.message;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.AdvanceCursorsReply;
import chat.proto.message.AdvanceCursorsRequest;
import chat.proto.message.ChatReply;
import chat.proto.message.GroupChatRequest;
import chat.proto.message.HeadsReply;
import chat.proto.message.HeadsRequest;
import chat.proto.message.ListConversationsReply;
import chat.proto.message.ListConversationsRequest;
import chat.proto.message.ListMessagesReply;
import chat.proto.message.ListMessagesRequest;
import chat.proto.message.MessageServiceGrpc;
import chat.proto.message.OneChatRequest;
import chat.proto.message.SearchMessagesReply;
import chat.proto.message.SearchMessagesRequest;
import chat.proto.message.SendReply;
import chat.proto.message.SendRequest;
import chat.proto.message.SyncReply;
import chat.proto.message.SyncRequest;
import chat.service.runtime.Answers;
import chat.service.runtime.Caller;
import chat.service.runtime.EndedSessions;
import chat.service.runtime.Refused;
import chat.service.runtime.Tokens;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code chat.message.MessageService} on the wire. Runs on the gRPC server's threads. */
@Dependent
class MessageEndpoint extends MessageServiceGrpc.MessageServiceImplBase {
  @Inject private Answers answers;
  @Inject private Intake intake;
  @Inject private SendStreams streams;
  @Inject private History history;
  @Inject private Cursors cursors;
  @Inject private Conversations conversations;
  @Inject private Search search;
  @Inject private Tokens tokens;
  @Inject private EndedSessions endedSessions;

  @Override
  public StreamObserver<SendRequest> send(StreamObserver<SendReply> replies) {
    return streams.open(this::callerOf, (ServerCallStreamObserver<SendReply>) replies);
  }

  @Override
  public void oneChat(OneChatRequest request, StreamObserver<ChatReply> observer) {
    ChatMessage.Builder message =
        ChatMessage.newBuilder()
            .setToId(request.getToId())
            .setContent(request.getContent())
            .setMsgId(request.getMsgId());
    chat(request.getFromId(), message.build(), observer);
  }

  @Override
  public void groupChat(GroupChatRequest request, StreamObserver<ChatReply> observer) {
    ChatMessage.Builder message =
        ChatMessage.newBuilder()
            .setGroupId(request.getGroupId())
            .setContent(request.getContent())
            .setMsgId(request.getMsgId());
    chat(request.getFromId(), message.build(), observer);
  }

  @Override
  public void listMessages(
      ListMessagesRequest request, StreamObserver<ListMessagesReply> observer) {
    answers.answer(
        observer,
        () -> history.list(actingAs(request.getUserId()), request),
        (errno, errmsg) ->
            ListMessagesReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void sync(SyncRequest request, StreamObserver<SyncReply> observer) {
    answers.answer(
        observer,
        () ->
            SyncReply.newBuilder().addAllCursors(cursors.of(actingAs(request.getUserId()))).build(),
        (errno, errmsg) -> SyncReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void heads(HeadsRequest request, StreamObserver<HeadsReply> observer) {
    answers.answer(
        observer,
        () -> {
          requireGateway();
          return HeadsReply.newBuilder()
              .addAllUsers(cursors.ofAll(request.getUserIdsList()))
              .build();
        },
        (errno, errmsg) -> HeadsReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void advanceCursors(
      AdvanceCursorsRequest request, StreamObserver<AdvanceCursorsReply> observer) {
    answers.answer(
        observer,
        () -> {
          request.getAdvancesList().forEach(advance -> actingAs(advance.getUserId()));
          cursors.advance(request.getAdvancesList());
          return AdvanceCursorsReply.getDefaultInstance();
        },
        (errno, errmsg) ->
            AdvanceCursorsReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void listConversations(
      ListConversationsRequest request, StreamObserver<ListConversationsReply> observer) {
    answers.answer(
        observer,
        () ->
            ListConversationsReply.newBuilder()
                .addAllConversations(conversations.of(actingAs(request.getUserId())))
                .build(),
        (errno, errmsg) ->
            ListConversationsReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  @Override
  public void searchMessages(
      SearchMessagesRequest request, StreamObserver<SearchMessagesReply> observer) {
    answers.answer(
        observer,
        () -> search.find(actingAs(request.getUserId()), request),
        (errno, errmsg) ->
            SearchMessagesReply.newBuilder().setErrno(errno).setErrmsg(errmsg).build());
  }

  private void chat(int fromId, ChatMessage message, StreamObserver<ChatReply> observer) {
    // With a handler, an answer to a caller that has gone is dropped instead of thrown.
    ((ServerCallStreamObserver<ChatReply>) observer).setOnCancelHandler(() -> {});
    Caller caller = Caller.current();
    try {
      caller.actingAs(fromId);
    } catch (Refused e) {
      reply(observer, message, new Outcome.Refused(e.code(), e.getMessage()));
      return;
    }
    intake.send(
        caller,
        message,
        new Origin(Context.current(), 0),
        outcome -> reply(observer, message, outcome));
  }

  private static void reply(
      StreamObserver<ChatReply> observer, ChatMessage message, Outcome outcome) {
    observer.onNext(ChatReplies.of(message.getMsgId(), outcome));
    observer.onCompleted();
  }

  /** A gateway may act for every user, a user only for themself. */
  private static int actingAs(int userId) {
    Caller caller = Caller.current();
    if (!caller.isGateway()) {
      return caller.actingAs(userId);
    }
    if (userId <= 0) {
      throw new Refused(ErrorCode.MALFORMED, "a gateway must say for which user it acts");
    }
    return userId;
  }

  private static void requireGateway() {
    if (!Caller.current().isGateway()) {
      throw new Refused(ErrorCode.FORBIDDEN, "only a gateway can do this");
    }
  }

  private Optional<Caller> callerOf(String token) {
    return tokens
        .verify(token)
        .filter(caller -> caller.session().filter(endedSessions::contains).isEmpty());
  }
}
