package chat.gateway.control;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HttpPrologue;
import io.helidon.http.http2.Http2FrameHeader;
import io.helidon.http.http2.Http2Headers;
import io.helidon.http.http2.Http2RstStream;
import io.helidon.http.http2.Http2Settings;
import io.helidon.http.http2.Http2StreamState;
import io.helidon.http.http2.Http2StreamWriter;
import io.helidon.http.http2.Http2WindowUpdate;
import io.helidon.http.http2.StreamFlowControl;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http2.spi.Http2SubProtocolSelector;
import io.helidon.webserver.http2.spi.SubProtocolResult;

/**
 * Helidon 4.2 makes a buffer as large as the client says its message will be, up to 2 GB, and
 * before anybody has looked at the token. This resets a stream whose message claims more than
 * {@value #MAX_BYTES} bytes, and one whose message does not begin with a whole prefix, which
 * Helidon reads at once.
 */
final class MessageLimit implements Http2SubProtocolSelector {
  private static final int MAX_BYTES = 65_536;

  /** A flag for the compression, and four bytes for the length. */
  private static final int PREFIX_BYTES = 5;

  private final Http2SubProtocolSelector grpc;

  MessageLimit(Http2SubProtocolSelector grpc) {
    this.grpc = grpc;
  }

  @Override
  public SubProtocolResult subProtocol(
      ConnectionContext context,
      HttpPrologue prologue,
      Http2Headers headers,
      Http2StreamWriter writer,
      int streamId,
      Http2Settings serverSettings,
      Http2Settings clientSettings,
      StreamFlowControl flowControl,
      Http2StreamState state,
      Router router) {
    var result =
        grpc.subProtocol(
            context,
            prologue,
            headers,
            writer,
            streamId,
            serverSettings,
            clientSettings,
            flowControl,
            state,
            router);
    return result.supported()
        ? new SubProtocolResult(true, new Limited(result.subProtocol()))
        : result;
  }

  /** One call. Its data comes on one thread. */
  private static final class Limited implements SubProtocolHandler {
    private final SubProtocolHandler call;
    private long left;

    Limited(SubProtocolHandler call) {
      this.call = call;
    }

    @Override
    public void data(Http2FrameHeader header, BufferData data) {
      int end = data.available();
      long at = Math.min(left, end);
      left -= at;
      while (at < end) {
        left = lengthAt(data, (int) at, end);
        at += PREFIX_BYTES;
        long here = Math.min(left, end - at);
        left -= here;
        at += here;
      }
      call.data(header, data);
    }

    private static long lengthAt(BufferData data, int at, int end) {
      if (end - at < PREFIX_BYTES) {
        throw new CloseConnectionException("a message's prefix is not whole");
      }
      long length = 0;
      for (int i = at + 1; i < at + PREFIX_BYTES; i++) {
        length = length << 8 | data.get(i);
      }
      if (length > MAX_BYTES) {
        throw new CloseConnectionException("a message of " + length + " bytes");
      }
      return length;
    }

    @Override
    public void init() {
      call.init();
    }

    @Override
    public Http2StreamState streamState() {
      return call.streamState();
    }

    @Override
    public void rstStream(Http2RstStream reset) {
      call.rstStream(reset);
    }

    @Override
    public void windowUpdate(Http2WindowUpdate update) {
      call.windowUpdate(update);
    }
  }
}
