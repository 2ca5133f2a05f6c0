package chat.gateway.transport;

import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketContext;

/** Stands for a connection where only frames are read. */
enum NoSocket implements SocketContext {
  INSTANCE;

  @Override
  public PeerInfo remotePeer() {
    throw new AssertionError("frames are read without asking for the peers");
  }

  @Override
  public PeerInfo localPeer() {
    throw new AssertionError("frames are read without asking for the peers");
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String socketId() {
    return "test";
  }

  @Override
  public String childSocketId() {
    return "test";
  }
}
