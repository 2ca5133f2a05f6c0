package chat.ops.browser;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Four people who meet on the page and plan a walk, in English and in Chinese, so that pictures
 * show what it is for. Each has a browser's context of their own; nobody else knows their
 * passwords.
 */
final class Demo implements AutoCloseable {
  private static final String GROUP = "Saturday 周六徒步";

  private final Browsers browsers;
  private final String origin;
  private final String password = UUID.randomUUID().toString();
  private final String ann;
  private final String ben;
  private final String mei;
  private final Visitor anns;
  private final Visitor bens;
  private final Visitor lins;
  private final Visitor meis;

  /** Makes the accounts. A name that is taken already gets a number. */
  Demo(Browsers browsers, String origin) {
    this.browsers = browsers;
    this.origin = origin;
    anns = browsers.visitor(origin, Look.DESKTOP);
    bens = browsers.visitor(origin, Look.DESKTOP);
    lins = browsers.visitor(origin, Look.DESKTOP.chinese());
    meis = browsers.visitor(origin, Look.DESKTOP.chinese());
    ann = register(anns, "Ann Walker");
    ben = register(bens, "Ben Okafor");
    register(lins, "林晓");
    mei = register(meis, "陈梅");
  }

  /** Lets them chat. At the end Ann has the group open, and Lin the conversation with Mei. */
  void play(Path picture, Path document) {
    meis.side().addFriend(number(lins));
    lins.side().open(mei);
    lins.conversation().say("梅，周六有空吗？我们想去爬山");
    meis.conversation().say("有空！几个人？");
    lins.conversation().say("加上你四个，Ann 和 Ben 也去");
    meis.conversation().say("太好了，我带水果 🍊");
    lins.conversation().say("那我带茶。周五晚上再确认一下时间");

    anns.side().addFriend(number(bens));
    anns.conversation().say("Did you find the boots?");
    anns.side().createGroup(GROUP);
    anns.conversation().addMembers(List.of(number(bens), number(lins), number(meis)));
    Stream.of(bens, lins, meis).forEach(visitor -> visitor.side().open(GROUP));
    say(anns, "Good morning! Who comes along on Saturday?");
    say(bens, "I do. Along the river, or up to the old tower?");
    say(lins, "上塔吧，周六是晴天 ☀️");
    anns.conversation().tool("Along the river", "reply");
    say(anns, "The tower. We meet at the station at nine.");
    say(meis, "九点太早了，九点半行吗？");
    anns.conversation()
        .edit("at the station", "The tower. We meet at the station at half past nine.");
    awaitOn(anns, "half past nine");
    bens.conversation().sendFiles("The view from up there, last year", picture);
    awaitOn(anns, "The view from up there");
    lins.conversation().sendFiles("路线在这里，大约 11 公里", document);
    awaitOn(anns, "路线在这里");
    anns.conversation().mention("林", "谢谢！ I will bring the map.");
    awaitOn(meis, "I will bring the map");
    bens.side().open(ann);
    bens.conversation().say("Yes! They were in the cellar.");
    anns.side().unread(ben).waitFor();
    lins.side().open(mei);
  }

  /** Ann's desktop. */
  Visitor ann() {
    return anns;
  }

  /** Lin's desktop, in Chinese. */
  Visitor lin() {
    return lins;
  }

  /** Ann on another device. */
  Visitor annOn(Look look) {
    Visitor visitor = browsers.visitor(origin, look);
    visitor.open();
    visitor.entry().logIn(ann, password);
    return visitor;
  }

  /** The name of the group. */
  String group() {
    return GROUP;
  }

  private static String number(Visitor visitor) {
    return String.valueOf(visitor.side().number());
  }

  private String register(Visitor visitor, String name) {
    visitor.open();
    return visitor.entry().registerOneOf(name, password);
  }

  /** Says something in the group, and waits until all have it: one speaks after the other. */
  private void say(Visitor visitor, String text) {
    visitor.conversation().say(text);
    Stream.of(anns, bens, lins, meis).forEach(each -> awaitOn(each, text));
  }

  private static void awaitOn(Visitor visitor, String text) {
    visitor.conversation().texts().filter(new Locator.FilterOptions().setHasText(text)).waitFor();
  }

  @Override
  public void close() {
    Stream.of(anns, bens, lins, meis).forEach(Visitor::close);
  }
}
