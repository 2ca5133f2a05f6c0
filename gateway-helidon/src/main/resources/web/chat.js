import { Acknowledger } from './acknowledger.js';
import { Conversation } from './conversation.js';
import * as memory from './memory.js';
import * as msgid from './msgid.js';
import { Outbox } from './outbox.js';

const PAGE_SIZE = 50;
const LISTS_AGAIN_MS = 3000;

/**
 * The conversations of the user and what can be done with them. Event: "change" when there is
 * something new to show.
 */
export class Chat extends EventTarget {
  #wire;
  #account;
  #outbox;
  #acknowledger;
  #conversations = new Map();
  #marks = {};
  #openScope = null;
  #later;

  constructor(wire, account) {
    super();
    this.#wire = wire;
    this.#account = account;
    this.#acknowledger = new Acknowledger(wire);
    this.#outbox = new Outbox(wire, {
      user: () => account.user,
      accepted: (conversation, message) => this.#take(conversation, message),
      changed: () => this.#changed(),
    });
    account.addEventListener('entered', (event) => this.#enter(event.detail));
    account.addEventListener('left', () => this.#conversations.clear());
    wire.addEventListener('push', (event) => this.#pushed(event.detail));
    document.addEventListener('visibilitychange', () => this.#changed());
  }

  /** { id, name } of whoever is logged in. */
  get user() {
    return this.#account.user;
  }

  /** All conversations, the liveliest first. */
  get conversations() {
    return [...this.#conversations.values()].sort(
      (one, other) => other.lastMs - one.lastMs || one.name.localeCompare(other.name),
    );
  }

  /** The conversation on the screen; undefined where there is none. */
  get open() {
    return this.#conversations.get(this.#openScope);
  }

  /** Shows the conversation of a scope; none where it is not known. */
  async show(scope) {
    this.#openScope = scope;
    this.#changed();
    await this.#load(this.open);
  }

  /** Loads the page before the known messages of the open conversation. */
  async loadOlder() {
    const conversation = this.open;
    const before = conversation.messages[0].seq;
    const page = await this.#history(conversation, { before_seq: before, limit: PAGE_SIZE });
    if (conversation.messages[0]?.seq === before) {
      conversation.prepend(page);
      this.#changed();
    }
  }

  /** Writes to the open conversation. */
  write(content) {
    this.#outbox.write(this.open, content);
  }

  /** Tries again to send a message of the open conversation. */
  retry(message) {
    this.#outbox.retry(this.open, message);
  }

  /** Makes somebody a friend; returns the scope of the conversation. */
  async addFriend(id) {
    await this.#wire.request({ msgid: msgid.ADD_FRIEND, friend_id: id });
    await this.#refreshLists();
    return `private:${id}`;
  }

  /** Makes a group; returns the scope of its conversation. */
  async createGroup(name, desc) {
    const reply = await this.#wire.request({ msgid: msgid.CREATE_GROUP, name, desc });
    await this.#refreshLists();
    return `group:${reply.group_id}`;
  }

  /** Puts somebody into a group. */
  async addMember(groupId, userId) {
    await this.#wire.request({ msgid: msgid.ADD_TO_GROUP, group_id: groupId, user_id: userId });
    await this.#refreshLists();
  }

  /** [{ id, name, role }] of a group. */
  async members(groupId) {
    const reply = await this.#wire.request({ msgid: msgid.LIST_MEMBERS, group_id: groupId });
    return reply.members;
  }

  async #enter(reply) {
    this.#marks = memory.savedMarks(this.user.id);
    for (const [scope, mark] of Object.entries(this.#marks)) {
      this.#conversation(scope, mark.name);
    }
    this.#takeFriends(reply.friends);
    this.#takeGroups(reply.groups);
    if (reply.lists_missing) {
      this.#refreshListsLater();
    }
    for (const conversation of this.#conversations.values()) {
      conversation.forget();
    }
    for (const message of reply.offlinemsg) {
      this.#receive(message);
    }
    this.#changed();
    await this.#load(this.open);
    for (const conversation of this.#conversations.values()) {
      await this.#lookAt(conversation);
    }
  }

  async #refreshLists() {
    this.#takeFriends((await this.#wire.request({ msgid: msgid.LIST_FRIENDS })).friends);
    this.#takeGroups((await this.#wire.request({ msgid: msgid.LIST_GROUPS })).groups);
    this.#changed();
  }

  /** The lists were missing at the login: asks until they come. */
  #refreshListsLater() {
    clearTimeout(this.#later);
    this.#later = setTimeout(
      () => this.#refreshLists().catch(() => this.#refreshListsLater()),
      LISTS_AGAIN_MS,
    );
  }

  #takeFriends(friends) {
    for (const { id, name, state } of friends) {
      this.#conversation(`private:${id}`, name).state = state;
    }
  }

  #takeGroups(groups) {
    for (const { id, name, member_count: count } of groups) {
      this.#conversation(`group:${id}`, name).memberCount = count;
    }
  }

  /** Finds out where a conversation ends, and sends what waits in it. */
  async #lookAt(conversation) {
    this.#outbox.sendAll(conversation);
    try {
      const page = await this.#history(conversation, { limit: 1 });
      page.messages.forEach((message) => conversation.noteNewest(message));
      conversation.readSeq ??= conversation.headSeq;
      this.#changed();
    } catch {
      // The list only lacks a preview; the next connection tries again.
    }
  }

  async #load(conversation) {
    if (!conversation || conversation.loaded || conversation.isLoading) {
      return;
    }
    conversation.isLoading = true;
    try {
      conversation.replace(await this.#history(conversation, { limit: PAGE_SIZE }));
    } catch {
      // The next connection, or opening the conversation again, loads it.
    } finally {
      conversation.isLoading = false;
      this.#changed();
    }
  }

  #history(conversation, range) {
    return this.#wire.request({ msgid: msgid.HISTORY, scope: conversation.scope, ...range });
  }

  #pushed(message) {
    switch (message.msgid) {
      case msgid.PRIVATE_CHAT:
      case msgid.GROUP_CHAT:
        this.#receive(message);
        this.#changed();
        break;
      case msgid.FRIEND_ADDED:
      case msgid.GROUP_JOINED:
        this.#refreshLists().catch(() => {});
        break;
      case msgid.FRIEND_STATES:
        this.#takeFriends(message.friends);
        this.#changed();
        break;
      default:
    }
  }

  #receive(message) {
    const peer = message.from_id === this.user.id ? message.to_id : message.from_id;
    const conversation = message.group_id
      ? this.#conversation(`group:${message.group_id}`, `${message.group_id}`)
      : this.#conversation(`private:${peer}`, message.from_name);
    conversation.readSeq ??= message.seq - 1;
    this.#take(conversation, message);
  }

  /** Adds a message that is new here, from whomever it is. */
  #take(conversation, message) {
    conversation.add(message);
    if (message.from_id === this.user.id) {
      conversation.readSeq = Math.max(conversation.readSeq ?? 0, message.seq);
    }
    this.#acknowledger.move(conversation.scope, conversation.headSeq, conversation.readSeq);
    if (conversation === this.open) {
      this.#load(conversation);
    }
  }

  #conversation(scope, name) {
    let conversation = this.#conversations.get(scope);
    if (!conversation) {
      conversation = new Conversation(scope, name);
      conversation.readSeq = this.#marks[scope]?.readSeq;
      this.#conversations.set(scope, conversation);
    }
    return conversation;
  }

  #markRead() {
    const conversation = this.open;
    if (conversation?.unread > 0 && !document.hidden) {
      conversation.readSeq = conversation.headSeq;
      this.#acknowledger.move(conversation.scope, conversation.headSeq, conversation.readSeq);
    }
  }

  #changed() {
    if (this.user) {
      this.#markRead();
      memory.saveMarks(this.user.id, this.#conversations.values());
      this.dispatchEvent(new Event('change'));
    }
  }
}
