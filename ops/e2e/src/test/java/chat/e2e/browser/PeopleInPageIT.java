package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On the page people become friends, see who is there, and come and go in groups. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class PeopleInPageIT {
  private static final int FRIEND_REMOVED = 2111;

  @Test
  void whoIsAskedAnswersAndFriendsSeeEachOther(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Person eve = stack.people().make("eve");
    var visits = new Visits(stack, browsers);
    try (var adas = visits.of(ada);
        var eves = stack.lines()) {
      eves.logIn(eve);
      try (var bobs = visits.of(bob)) {
        bobs.side().openSettings();
        bobs.page().getByTestId("asks").check();
        bobs.page().getByTestId("profile-save").click();
        assertThat(bobs.page().getByTestId("profile-note")).not().isEmpty();
        bobs.page().keyboard().press("Escape");

        adas.side().askFriend(bob.name(), "from the <b>club");
        assertThat(adas.page().getByTestId("toasts")).not().isEmpty();
        assertThat(adas.side().row(bob.name())).hasCount(0);
        bobs.side().showPeople();
        assertThat(bobs.side().requests()).containsText(ada.name());
        assertThat(bobs.side().requests()).containsText("from the <b>club");
        bobs.page().getByTestId("accept").click();
        assertThat(bobs.side().requests()).hasCount(0);
        assertThat(bobs.page().getByTestId("friend-list")).containsText(ada.name());

        eves.demand(Json.message(2001).put("friend_id", bob.id()));
        bobs.page().getByTestId("decline").click();
        assertEquals(bob.id(), eves.nextPush(FRIEND_REMOVED).at("/friend/id").intValue());
        assertThat(bobs.side().requests()).hasCount(0);

        adas.side().open(bob.name());
        assertThat(adas.conversation().state()).containsText("online");
        assertEquals(List.of(), bobs.troubles());
      }
      assertThat(adas.conversation().state()).containsText("offline");
      adas.side().showPeople();
      assertThat(adas.page().getByTestId("friend-list")).containsText("offline");
    }
  }

  @Test
  void membersAreTakenOutLeaveAndJoin(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    int group = stack.people().makeGroup("team", ada, bob);
    var visits = new Visits(stack, browsers);
    try (var adas = visits.of(ada);
        var bobs = visits.of(bob)) {
      adas.side().open("team");
      bobs.side().open("team");
      assertThat(bobs.conversation().field()).isVisible();
      adas.conversation().openDetails();
      Locator members = adas.page().getByTestId("member");
      assertThat(members).hasCount(2);
      assertThat(adas.page().getByTestId("leave-group")).hasCount(0);
      adas.page().getByTestId("remove-member").click();
      assertThat(members).hasCount(1);
      adas.page().keyboard().press("Escape");
      assertThat(bobs.conversation().field()).isHidden();

      bobs.side().showPeople();
      assertThat(bobs.page().getByTestId("group-list")).not().containsText("team");
      bobs.side().joinGroup(group);
      assertThat(bobs.conversation().field()).isVisible();
      bobs.conversation().say("here again");
      assertThat(adas.conversation().texts()).hasText("here again");
      adas.conversation().openDetails();
      assertThat(members).hasCount(2);
      adas.page().keyboard().press("Escape");

      bobs.conversation().openDetails();
      bobs.page().getByTestId("leave-group").click();
      bobs.page().getByTestId("ask-submit").click();
      assertThat(bobs.conversation().field()).isHidden();
      assertThat(bobs.page().getByTestId("dialog")).hasCount(0);
      adas.conversation().openDetails();
      assertThat(members).hasCount(1);
    }
  }
}
