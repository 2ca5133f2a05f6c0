package chat.ops.traces;

import com.google.protobuf.ByteString;

/**
 * What is sent back over HTTP.
 *
 * @param status of HTTP
 * @param type of the body
 */
record Answer(int status, String type, ByteString body) {
  static final String PROTOBUF = "application/x-protobuf";

  /** Text, whose line end is added where it has none. */
  static Answer text(int status, String text) {
    String whole = text.endsWith("\n") ? text : text + "\n";
    return new Answer(status, "text/plain; charset=utf-8", ByteString.copyFromUtf8(whole));
  }

  /** A message of protobuf's. */
  static Answer protobuf(ByteString message) {
    return new Answer(200, PROTOBUF, message);
  }
}
