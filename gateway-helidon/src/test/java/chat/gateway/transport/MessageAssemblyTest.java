package chat.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageAssemblyTest {
  private final MessageAssembly assembly = new MessageAssembly(10);

  @Test
  void aWholeMessageIsItself() {
    assertEquals(Optional.of("hi"), add(text("hi", true)));
    assertEquals(Optional.of(""), add(text("", true)));
  }

  @Test
  void fragmentsMayCutACharacter() {
    byte[] emoji = "😀".getBytes(UTF_8);
    assertEquals(Optional.empty(), add(data(Arrays.copyOf(emoji, 1), false)));
    assertEquals(Optional.empty(), add(continuation(Arrays.copyOfRange(emoji, 1, 3), false)));
    assertEquals(Optional.of("😀"), add(continuation(Arrays.copyOfRange(emoji, 3, 4), true)));
    assertEquals(Optional.of("next"), add(text("next", true)));
  }

  @Test
  void theSumOfTheFragmentsIsLimited() {
    assertEquals(Optional.empty(), add(text("12345", false)));
    assertEquals(Optional.empty(), add(continuation("67890".getBytes(UTF_8), false)));
    var e =
        assertThrows(WsCloseException.class, () -> add(continuation("1".getBytes(UTF_8), true)));
    assertEquals(WsCloseCodes.TOO_BIG, e.closeCode());
  }

  @Test
  void fragmentsMustBeInOrder() {
    var e = assertThrows(WsCloseException.class, () -> add(continuation(new byte[1], true)));
    assertEquals(WsCloseCodes.PROTOCOL_ERROR, e.closeCode());
    assertEquals(Optional.empty(), add(text("1", false)));
    e = assertThrows(WsCloseException.class, () -> add(text("2", true)));
    assertEquals(WsCloseCodes.PROTOCOL_ERROR, e.closeCode());
  }

  private Optional<String> add(ClientWsFrame frame) {
    return assembly.add(frame).map(bytes -> new String(bytes, UTF_8));
  }

  private static ClientWsFrame text(String text, boolean last) {
    return ClientWsFrame.data(text, last);
  }

  private static ClientWsFrame data(byte[] bytes, boolean last) {
    return ClientWsFrame.data(BufferData.create(bytes), last);
  }

  private static ClientWsFrame continuation(byte[] bytes, boolean last) {
    return frame(WsOpCode.CONTINUATION, bytes, last);
  }

  private static ClientWsFrame frame(WsOpCode opCode, byte[] bytes, boolean last) {
    // As a client sends it: FIN, opcode, mask bit with length, mask 0.
    byte[] wire = new byte[6 + bytes.length];
    wire[0] = (byte) ((last ? 0x80 : 0) | opCode.code());
    wire[1] = (byte) (0x80 | bytes.length);
    System.arraycopy(bytes, 0, wire, 6, bytes.length);
    var reader = new DataReader(() -> wire);
    return ClientWsFrame.read(NoSocket.INSTANCE, reader, 1_000);
  }
}
