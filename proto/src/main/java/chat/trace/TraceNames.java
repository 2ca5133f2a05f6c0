package chat.trace;

/**
 * The names in traces: those of the OpenTelemetry semantic conventions where there are some, else
 * our own under {@code chat.}.
 */
public final class TraceNames {
  /** The header of W3C Trace Context, in HTTP, gRPC metadata and Kafka records. */
  public static final String TRACEPARENT = "traceparent";

  /** How that header ends where its trace is not chosen, and mostly nobody needs to read it. */
  public static final String NOT_CHOSEN = "-00";

  /** Who makes the spans: the instrumentation scope. */
  public static final String SCOPE = "chat";

  /** A message's msg_id. */
  public static final String MESSAGE_ID = "messaging.message.id";

  /** The user that a span is about: the id, as a text. */
  public static final String USER = "user.id";

  /** A client's connection, unique in its gateway; in the logs too. */
  public static final String CONNECTION = "chat.connection.id";

  /** The header of a gateway's call that says for which of its connections it is. */
  public static final String CONNECTION_HEADER = "connection-id";

  /** A conversation's number, see {@link chat.proto.ConversationId}. */
  public static final String CONVERSATION = "chat.conversation.id";

  /** A message's place in its conversation. */
  public static final String SEQ = "chat.seq";

  /** How many messages a batch holds. */
  public static final String BATCH = "messaging.batch.message_count";

  /** What kind of error, a label of {@link chat.proto.ErrorCode} where it is one. */
  public static final String ERROR = "error.type";

  public static final String RPC_SYSTEM = "rpc.system";
  public static final String RPC_SERVICE = "rpc.service";
  public static final String RPC_METHOD = "rpc.method";
  public static final String RPC_STATUS = "rpc.grpc.status_code";
  public static final String GRPC = "grpc";

  public static final String SERVER_ADDRESS = "server.address";
  public static final String SERVER_PORT = "server.port";

  public static final String DB_SYSTEM = "db.system.name";
  public static final String DB_OPERATION = "db.operation.name";
  public static final String DB_TABLE = "db.collection.name";
  public static final String DB_QUERY = "db.query.text";
  public static final String DB_ROWS = "db.operation.batch.size";

  public static final String MESSAGING_SYSTEM = "messaging.system";
  public static final String MESSAGING_DESTINATION = "messaging.destination.name";
  public static final String MESSAGING_PARTITION = "messaging.destination.partition.id";
  public static final String MESSAGING_OPERATION = "messaging.operation.type";
  public static final String MESSAGING_OPERATION_NAME = "messaging.operation.name";
  public static final String KAFKA = "kafka";

  /** {@code lines}, {@code classic} or {@code web}. */
  public static final String DIALECT = "chat.dialect";

  /** {@code websocket}; where frames go over TCP alone, the dialect. */
  public static final String PROTOCOL = "network.protocol.name";

  /** {@code tcp} for all clients. */
  public static final String TRANSPORT = "network.transport";

  private TraceNames() {}
}
