package chat.proto;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.message.MessageServiceGrpc;
import chat.proto.social.SocialServiceGrpc;
import chat.proto.user.UserServiceGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatableTest {

  @Test
  void whatAnotherCallUndoesIsRepeatedInOrderOnly() {
    List<MethodDescriptor<?, ?>> undoable =
        List.of(
            SocialServiceGrpc.getAddGroupMethod(),
            SocialServiceGrpc.getRemoveFromGroupMethod(),
            SocialServiceGrpc.getBlockUserMethod(),
            SocialServiceGrpc.getUnblockUserMethod(),
            UserServiceGrpc.getUpdateProfileMethod());
    for (MethodDescriptor<?, ?> method : undoable) {
      assertTrue(Repeatable.inOrder(method), method.getFullMethodName());
      assertFalse(Repeatable.inAnyOrder(method), method.getFullMethodName());
    }
  }

  @Test
  void whatOnlyReadsOrGoesOneWayIsRepeatedInAnyOrder() {
    assertTrue(Repeatable.inAnyOrder(SocialServiceGrpc.getListFriendsMethod()));
    assertTrue(Repeatable.inAnyOrder(MessageServiceGrpc.getOneChatMethod()));
    assertTrue(Repeatable.inAnyOrder(MessageServiceGrpc.getAdvanceCursorsMethod()));
  }

  @Test
  void whatMakesSomethingNewIsNotRepeated() {
    assertFalse(Repeatable.inOrder(SocialServiceGrpc.getCreateGroupMethod()));
    assertFalse(Repeatable.inOrder(UserServiceGrpc.getRegMethod()));
  }
}
