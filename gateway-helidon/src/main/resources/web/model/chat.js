import { Acknowledger } from './acknowledger.js';
import { Conversation } from './conversation.js';
import { History } from './history.js';
import * as msgid from './msgid.js';
import { Outbox } from './outbox.js';

/**
 * The conversations of the user and what can be done with them. Events: "change" when there is
 * something new to show; "arrived" (detail { conversation, message }) when somebody has written;
 * "uploaded" (detail { file, blob }) when an own file is at the server;
 * "refused" (detail is the failure) when an edit or a recall will not be.
 */
export class Chat extends EventTarget {
  /** Loads messages. */
  history;
  #wire;
  #account;
  #people;
  #typing;
  #outbox;
  #acknowledger;
  #conversations = new Map();
  #userId = 0;
  #openScope = null;
  #listed = Promise.resolve();

  constructor(wire, account, people, typing) {
    super();
    this.#wire = wire;
    this.#account = account;
    this.#people = people;
    this.#typing = typing;
    this.history = new History(wire, people, () => this.#changed());
    this.#acknowledger = new Acknowledger(wire);
    this.#outbox = new Outbox(wire, {
      user: () => account.user,
      conversation: (scope, name) => this.#conversation(scope, name),
      conversations: () => this.#conversations.values(),
      accepted: (conversation, message) => this.#take(conversation, message),
      refused: (_, { failure }) =>
        this.dispatchEvent(new CustomEvent('refused', { detail: failure })),
      uploaded: (file, blob) =>
        this.dispatchEvent(new CustomEvent('uploaded', { detail: { file, blob } })),
      changed: () => this.#changed(),
    });
    account.addEventListener('entered', (event) => this.#enter(event.detail));
    account.addEventListener('left', () => this.#leave());
    people.addEventListener('change', () => this.#takePeople());
    wire.addEventListener('push', (event) => this.#pushed(event.detail));
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
    if (scope !== this.#openScope) {
      this.#openScope = scope;
      this.open?.markNew();
    }
    this.#changed();
    // What is unread has to be known before the messages are shown.
    await this.#listed;
    await this.history.load(this.open);
  }

  /** Makes sure that there is a conversation with somebody, a stranger maybe. */
  meet(id, name) {
    return this.#conversation(`private:${id}`, name).scope;
  }

  /** Writes to a conversation; fields as in PROTOCOL.md, attachment is a File. */
  write(conversation, fields, attachment) {
    conversation.newFromSeq = 0;
    this.#outbox.write(conversation, fields, attachment);
  }

  /** Tries again to send a message. */
  retry(conversation, message) {
    this.#outbox.retry(conversation, message);
  }

  /** Gives up a message that was not sent. */
  discard(conversation, message) {
    this.#outbox.discard(conversation, message);
  }

  /** The user has seen the messages up to seq. */
  saw(conversation, seq) {
    if (seq > (conversation.readSeq ?? 0)) {
      conversation.noteRead(seq);
      this.#acknowledge(conversation);
      this.#changed();
    }
  }

  /** Messages with these words: { found: [{ scope, message }], more }. */
  search(text, scope, beforeMs) {
    return this.#wire.request({ msgid: msgid.SEARCH, text, scope, before_ms: beforeMs });
  }

  async #enter(reply) {
    if (this.#userId !== this.user.id) {
      this.#forget();
      this.#userId = this.user.id;
    }
    this.#people.enter(reply);
    for (const message of reply.offlinemsg) {
      this.#receive(message);
    }
    this.#outbox.enter();
    this.#listed = this.#listConversations();
    await this.#listed;
    await this.history.load(this.open);
    for (const conversation of this.#conversations.values()) {
      if (conversation.loaded) {
        this.history.catchUp(conversation);
      }
    }
  }

  #leave() {
    this.#forget();
    this.#userId = 0;
    this.#openScope = null;
  }

  /** Nothing of one user is left to another. */
  #forget() {
    this.#outbox.leave();
    this.#conversations.clear();
    this.#people.clear();
  }

  async #listConversations() {
    try {
      const reply = await this.#wire.request({ msgid: msgid.LIST_CONVERSATIONS });
      reply.conversations.forEach((line) => this.#takeLine(line));
      this.#changed();
    } catch (failure) {
      if (failure.errno === 404) {
        await this.#lookAtEach();
      }
    }
  }

  #takeLine(line) {
    const conversation = this.#conversation(line.scope, line.name);
    conversation.noteHead(line.head_seq);
    const readSeq = Math.max(line.read_seq ?? 0, line.joined_seq ?? 0);
    conversation.noteRead(readSeq);
    conversation.notePeer(line.peer_delivered_seq, line.peer_read_seq);
    if (line.last) {
      this.#people.noteName(line.last.from_id, line.last.from_name);
      conversation.noteNewest(line.last);
    }
    // What was read here while there was no connection has not been told yet.
    if ((line.delivered_seq ?? 0) < conversation.headSeq || readSeq < conversation.readSeq) {
      this.#acknowledge(conversation);
    }
  }

  /** A server that knows no list: finds out where each conversation ends. */
  async #lookAtEach() {
    for (const conversation of [...this.#conversations.values()]) {
      try {
        await this.history.look(conversation);
        conversation.readSeq ??= conversation.headSeq;
        this.#changed();
      } catch {
        // The list only lacks a preview; the next connection tries again.
      }
    }
  }

  #pushed(message) {
    switch (message.msgid) {
      case msgid.PRIVATE_CHAT:
      case msgid.GROUP_CHAT:
        this.#receive(message, true);
        break;
      case msgid.RECEIPT:
        this.#takeReceipt(message);
        break;
      default:
    }
    this.#changed();
  }

  #takeReceipt({ scope, user_id: userId, delivered_seq: deliveredSeq, read_seq: readSeq }) {
    const conversation = this.#conversation(scope, '');
    if (userId === this.user?.id) {
      conversation.noteRead(readSeq);
    } else {
      conversation.notePeer(deliveredSeq, readSeq);
    }
  }

  #receive(message, isPush = false) {
    if (!this.user) {
      return;
    }
    this.#people.noteName(message.from_id, message.from_name);
    const isOwn = message.from_id === this.user.id;
    const conversation = message.group_id
      ? this.#conversation(`group:${message.group_id}`, '')
      : isOwn
        ? this.#conversation(`private:${message.to_id}`, this.#people.nameOf(message.to_id))
        : this.#conversation(`private:${message.from_id}`, message.from_name);
    conversation.readSeq ??= message.seq - 1;
    this.#take(conversation, message);
    this.#typing.stop(conversation.scope, message.from_id);
    if (isPush && !isOwn && !message.edits && !message.recalls) {
      this.dispatchEvent(new CustomEvent('arrived', { detail: { conversation, message } }));
    }
  }

  /** Adds a message that is new here, from whomever it is. */
  #take(conversation, message) {
    if (!conversation.add(message)) {
      this.history.catchUp(conversation);
    }
    const isChange = message.edits || message.recalls;
    const wasRead = conversation.readSeq === message.seq - 1;
    if (message.from_id === this.user.id || (isChange && wasRead)) {
      conversation.noteRead(message.seq);
    }
    this.#acknowledge(conversation);
  }

  #acknowledge(conversation) {
    this.#acknowledger.move(conversation.scope, conversation.headSeq, conversation.readSeq);
  }

  #takePeople() {
    for (const { id, name, state } of this.#people.friends.values()) {
      this.#conversation(`private:${id}`, name);
    }
    for (const { id, name } of this.#people.groups.values()) {
      this.#conversation(`group:${id}`, name);
    }
    for (const conversation of this.#conversations.values()) {
      const group = this.#people.groups.get(conversation.id);
      if (conversation.isGroup) {
        conversation.memberCount = group?.member_count ?? 0;
        conversation.isLeft = this.#people.isComplete && !group;
      } else {
        conversation.state = this.#people.friends.get(conversation.id)?.state ?? 'stranger';
      }
    }
    this.#changed();
  }

  #conversation(scope, name) {
    let conversation = this.#conversations.get(scope);
    if (!conversation) {
      conversation = new Conversation(scope, name || scope.split(':')[1]);
      this.#conversations.set(scope, conversation);
    } else if (name) {
      conversation.name = name;
    }
    return conversation;
  }

  #changed() {
    if (this.user) {
      this.dispatchEvent(new Event('change'));
    }
  }
}
