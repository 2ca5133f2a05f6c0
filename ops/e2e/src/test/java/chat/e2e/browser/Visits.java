package chat.e2e.browser;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import chat.ops.browser.Visitor;

/** People who come to a gateway's page. */
record Visits(Stack stack, Browsers browsers) {

  /** Somebody who has just opened the page of the first or second gateway. */
  Visitor stranger(int gateway, Look look) {
    Visitor visitor = browsers.visitor("http://127.0.0.1:" + stack.gateway(gateway).http(), look);
    visitor.open();
    return visitor;
  }

  /** Somebody who has logged in. */
  Visitor of(Person person, int gateway, Look look) {
    Visitor visitor = stranger(gateway, look);
    visitor.entry().logIn(person.name(), person.password());
    return visitor;
  }

  /** Somebody who has logged in at the administrators' page of the first gateway. */
  Visitor administrator(Person person, Look look) {
    Visitor visitor = stranger(1, look);
    visitor.page().navigate("/admin/");
    visitor.entry().submit(person.name(), person.password());
    visitor.page().getByTestId("admin").waitFor();
    return visitor;
  }

  /** Somebody who has logged in at the first gateway, on a desktop. */
  Visitor of(Person person) {
    return of(person, 1, Look.DESKTOP);
  }
}
