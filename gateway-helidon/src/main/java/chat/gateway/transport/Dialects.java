package chat.gateway.transport;

import chat.gateway.dialect.ClassicCodec;
import chat.gateway.dialect.Codec;
import chat.gateway.dialect.LinesCodec;
import chat.gateway.dialect.Timestamps;
import chat.gateway.dialect.WebCodec;

/** The codecs. Those without state are shared by all connections. Thread-safe. */
final class Dialects {
  private final LinesCodec linesOverTcp = LinesCodec.overTcp();
  private final LinesCodec linesOverWebSocket = LinesCodec.overWebSocket();
  private final ClassicCodec classic;
  private final Timestamps timestamps;

  Dialects(Timestamps timestamps) {
    this.timestamps = timestamps;
    this.classic = new ClassicCodec(timestamps);
  }

  Codec overTcp(Terminator terminator) {
    return switch (terminator) {
      case LINE_FEED -> linesOverTcp;
      case NUL -> classic;
    };
  }

  Codec linesOverWebSocket() {
    return linesOverWebSocket;
  }

  /** A new codec, since this one knows whether it has greeted its page. */
  Codec web() {
    return new WebCodec(timestamps);
  }
}
