package chat.gateway.session;

import chat.gateway.backend.Backend;
import chat.gateway.backend.CallSettings;
import chat.gateway.backend.Endpoint;
import chat.gateway.backend.Instances;
import chat.gateway.trace.CallSpans;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.TokenClaims;
import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.message.AdvanceCursorsReply;
import chat.proto.message.AdvanceCursorsRequest;
import chat.proto.message.ChatReply;
import chat.proto.message.Cursor;
import chat.proto.message.CursorAdvance;
import chat.proto.message.ListMessagesReply;
import chat.proto.message.ListMessagesRequest;
import chat.proto.message.MessageServiceGrpc;
import chat.proto.message.SendReply;
import chat.proto.message.SendRequest;
import chat.proto.message.SyncReply;
import chat.proto.message.SyncRequest;
import chat.proto.social.BlockUserReply;
import chat.proto.social.BlockUserRequest;
import chat.proto.social.GroupMember;
import chat.proto.social.ListFriendsReply;
import chat.proto.social.ListFriendsRequest;
import chat.proto.social.ListGroupsReply;
import chat.proto.social.ListGroupsRequest;
import chat.proto.social.ListMembersReply;
import chat.proto.social.ListMembersRequest;
import chat.proto.social.SocialServiceGrpc;
import chat.proto.social.UnblockUserReply;
import chat.proto.social.UnblockUserRequest;
import chat.proto.user.LoginReply;
import chat.proto.user.LoginRequest;
import chat.proto.user.LogoutReply;
import chat.proto.user.LogoutRequest;
import chat.proto.user.ResumeReply;
import chat.proto.user.ResumeRequest;
import chat.proto.user.UserServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.helidon.metrics.api.Metrics;
import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.jwk.JwkOctet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The three services in this process, in memory: user N is called "user N" and has the password
 * "pwd"; everybody is a friend of user 1. Acknowledgements are sent at once, or when told.
 */
final class FakeServices implements AutoCloseable {
  static final String SECRET = "0123456789abcdef0123456789abcdef";
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  final FakeFiles files = new FakeFiles();
  final List<String> ended = new CopyOnWriteArrayList<>();
  final List<CursorAdvance> advances = new CopyOnWriteArrayList<>();
  final List<Cursor> cursors = new CopyOnWriteArrayList<>();
  // Further friends of everybody.
  final List<Integer> friends = new CopyOnWriteArrayList<>();
  // Friends who block, or are blocked, whoever asks.
  final List<Integer> hidden = new CopyOnWriteArrayList<>();
  // Of every group, whoever asks.
  final List<Integer> members = new CopyOnWriteArrayList<>();
  final AtomicInteger friendLists = new AtomicInteger();
  final AtomicInteger memberLists = new AtomicInteger();
  final List<ChatMessage> messages = new CopyOnWriteArrayList<>();
  final BlockingQueue<Runnable> heldAcks = new LinkedBlockingQueue<>();
  final AtomicInteger resumes = new AtomicInteger();
  final AtomicInteger passwords = new AtomicInteger();
  volatile Runnable duringSync = () -> {};
  volatile Runnable afterResume = () -> {};
  volatile boolean holdAcks;
  volatile boolean messagesAway;
  volatile boolean usersAway;
  volatile boolean socialAway;
  volatile boolean logoutsAway;
  // Logins by password get this at the end of their session's name.
  volatile String device = "";

  private final SigningKey key = new SigningKey(SECRET);
  private final Clock clock;
  private final Server server;
  private final ManagedChannel channel;
  private final Instances message;
  private final Backend backend;

  FakeServices(Clock clock) throws Exception {
    this.clock = clock;
    String name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name)
            .addService(new Users())
            .addService(new Socials())
            .addService(new Messages())
            .addService(files)
            .build()
            .start();
    channel =
        InProcessChannelBuilder.forName(name).directExecutor().intercept(new CallSpans()).build();
    message = all();
    backend =
        new Backend(
            all(),
            all(),
            message,
            () -> "gateway",
            new CallSettings(TIMEOUT, 100, 100),
            Metrics.globalRegistry());
    while (backend.streams().trouble().isPresent()) {
      Thread.onSpinWait();
    }
  }

  private Instances all() {
    var instances = new Instances("fake", endpoint -> channel, TIMEOUT);
    instances.update(List.of(new Endpoint("in-memory", 1)));
    return instances;
  }

  Backend backend() {
    return backend;
  }

  /** The message service gets another instance: the way of messages is a new one. */
  void addMessageInstance() {
    message.update(List.of(new Endpoint("in-memory", 1), new Endpoint("in-memory", 2)));
    while (backend.streams().route().up().size() < 2) {
      Thread.onSpinWait();
    }
  }

  /** A check of tokens against these services. */
  Tokens tokens() {
    return new Tokens(SECRET, backend.user(), clock, new Fallbacks(Metrics.globalRegistry()));
  }

  /** A token of a user that is good for a minute. */
  String token(int userId) {
    return token(userId, TokenClaims.USER, clock.instant().plusSeconds(60));
  }

  String token(int userId, String role, Instant expiry) {
    return token(key, userId, role, expiry);
  }

  static String token(SigningKey key, int userId, String role, Instant expiry) {
    return token(key, userId, "session of " + userId, role, expiry);
  }

  private static String token(
      SigningKey key, int userId, String session, String role, Instant expiry) {
    return key.sign(
        Jwt.builder()
            .algorithm(JwkOctet.ALG_HS256)
            .issuer(TokenClaims.ISSUER)
            .subject(Integer.toString(userId))
            .userPrincipal("user " + userId)
            .addPayloadClaim(TokenClaims.SESSION, session)
            .addUserGroup(role)
            .expirationTime(expiry)
            .build());
  }

  private String newToken(int userId) {
    String session = "session of " + userId + device;
    return token(key, userId, session, TokenClaims.USER, clock.instant().plusSeconds(60));
  }

  @Override
  public void close() {
    backend.close();
    channel.shutdownNow();
    server.shutdownNow();
  }

  private static User user(int id) {
    return User.newBuilder().setId(id).setName("user " + id).build();
  }

  private static <A> void answer(StreamObserver<A> observer, A answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  private final class Users extends UserServiceGrpc.UserServiceImplBase {
    @Override
    public void login(LoginRequest request, StreamObserver<LoginReply> observer) {
      passwords.incrementAndGet();
      var reply = LoginReply.newBuilder();
      if (request.getPassword().equals("pwd")) {
        reply.setUser(user(request.getId())).setSessionToken(newToken(request.getId()));
      } else {
        reply.setErrno(ErrorCode.REJECTED.errno()).setErrmsg("id or password is invalid!");
      }
      answer(observer, reply.build());
    }

    @Override
    public void resume(ResumeRequest request, StreamObserver<ResumeReply> observer) {
      resumes.incrementAndGet();
      if (usersAway) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      int errno = ended.contains(request.getToken()) ? ErrorCode.FORBIDDEN.errno() : 0;
      afterResume.run();
      answer(observer, ResumeReply.newBuilder().setErrno(errno).build());
    }

    @Override
    public void logout(LogoutRequest request, StreamObserver<LogoutReply> observer) {
      if (logoutsAway) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      ended.add("user " + request.getId());
      answer(observer, LogoutReply.getDefaultInstance());
    }
  }

  private final class Socials extends SocialServiceGrpc.SocialServiceImplBase {
    @Override
    public void listFriends(ListFriendsRequest request, StreamObserver<ListFriendsReply> observer) {
      if (socialAway) {
        // Of all ways to be away the one that does not get it ejected.
        observer.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
        return;
      }
      friendLists.incrementAndGet();
      answer(
          observer,
          ListFriendsReply.newBuilder()
              .addFriends(user(1))
              .addAllFriends(friends.stream().map(FakeServices::user).toList())
              .addAllHiddenIds(hidden)
              .build());
    }

    @Override
    public void listMembers(ListMembersRequest request, StreamObserver<ListMembersReply> observer) {
      memberLists.incrementAndGet();
      var reply = ListMembersReply.newBuilder();
      members.forEach(id -> reply.addMembers(GroupMember.newBuilder().setId(id)));
      answer(observer, reply.build());
    }

    @Override
    public void blockUser(BlockUserRequest request, StreamObserver<BlockUserReply> observer) {
      hidden.add(request.getBlockedId());
      answer(observer, BlockUserReply.getDefaultInstance());
    }

    @Override
    public void unblockUser(UnblockUserRequest request, StreamObserver<UnblockUserReply> observer) {
      hidden.remove((Integer) request.getBlockedId());
      answer(observer, UnblockUserReply.getDefaultInstance());
    }

    @Override
    public void listGroups(ListGroupsRequest request, StreamObserver<ListGroupsReply> observer) {
      answer(observer, ListGroupsReply.getDefaultInstance());
    }
  }

  private final class Messages extends MessageServiceGrpc.MessageServiceImplBase {
    private final Map<ConversationId, AtomicLong> heads = new ConcurrentHashMap<>();

    @Override
    public StreamObserver<SendRequest> send(StreamObserver<SendReply> replies) {
      return new StreamObserver<>() {
        @Override
        public void onNext(SendRequest request) {
          Runnable ack = () -> acknowledge(request, replies);
          if (holdAcks) {
            heldAcks.add(ack);
          } else {
            ack.run();
          }
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
      };
    }

    private void acknowledge(SendRequest request, StreamObserver<SendReply> replies) {
      ChatMessage message = request.getMessage();
      var conversation = ConversationId.ofUsers(message.getFromId(), message.getToId());
      long seq = heads.computeIfAbsent(conversation, unknown -> new AtomicLong()).incrementAndGet();
      replies.onNext(
          SendReply.newBuilder()
              .setCorrelation(request.getCorrelation())
              .setReply(ChatReply.newBuilder().setSeq(seq).setMsgId(message.getMsgId()))
              .build());
    }

    @Override
    public void sync(SyncRequest request, StreamObserver<SyncReply> observer) {
      if (messagesAway) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      duringSync.run();
      answer(observer, SyncReply.newBuilder().addAllCursors(cursors).build());
    }

    @Override
    public void listMessages(
        ListMessagesRequest request, StreamObserver<ListMessagesReply> observer) {
      var later =
          messages.stream().filter(message -> message.getSeq() > request.getAfterSeq()).toList();
      answer(
          observer,
          ListMessagesReply.newBuilder()
              .addAllMessages(later.subList(0, Math.min(request.getLimit(), later.size())))
              .setMore(later.size() > request.getLimit())
              .build());
    }

    @Override
    public void advanceCursors(
        AdvanceCursorsRequest request, StreamObserver<AdvanceCursorsReply> observer) {
      advances.addAll(request.getAdvancesList());
      answer(observer, AdvanceCursorsReply.getDefaultInstance());
    }
  }
}
