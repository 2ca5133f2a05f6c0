/** One conversation as this browser knows it. Views read it; only Chat changes it. */
export class Conversation {
  /** Known messages without a gap, by ascending seq. */
  messages = [];
  /** Own messages that the server has not accepted yet, in the order they were written. */
  outgoing = [];
  /** The newest message known, also where the others have not been loaded. */
  newest = null;
  /** Up to here the user has read; unset until something is known. */
  readSeq = undefined;
  /** Whether messages holds the newest page. */
  loaded = false;
  /** Whether the newest page is on its way; what comes meanwhile is added to it. */
  isLoading = false;
  #arrived = [];
  /** Whether the outbox is at work here. */
  isSending = false;
  /** The outbox's next attempt. */
  retryTimer = 0;
  /** Whether there is something before messages. */
  hasOlder = false;
  /** How many people are in the group. */
  memberCount = 0;
  /** "online", "away", "offline", or "stranger" for a user who is no friend. */
  state = 'stranger';

  /** scope is private:PEER or group:ID. */
  constructor(scope, name) {
    const [kind, id] = scope.split(':');
    this.scope = scope;
    this.isGroup = kind === 'group';
    this.id = Number(id);
    this.name = name;
  }

  /** The seq of the newest message, 0 where there is none. */
  get headSeq() {
    return this.newest?.seq ?? 0;
  }

  /** How many messages have come that the user has not read. */
  get unread() {
    return Math.max(0, this.headSeq - (this.readSeq ?? this.headSeq));
  }

  /** When something happened last; milliseconds since 1970. */
  get lastMs() {
    return this.outgoing.at(-1)?.timestamp_ms ?? this.newest?.timestamp_ms ?? 0;
  }

  /**
   * Takes in a message that has just come. One that does not follow the last known one shows that
   * others were missed: then the messages have to be loaded again.
   */
  add(message) {
    const expected = (this.messages.at(-1)?.seq ?? 0) + 1;
    if (this.isLoading) {
      this.#arrived.push(message);
    } else if (this.loaded && message.seq === expected) {
      this.messages.push(message);
    } else if (message.seq > expected) {
      this.forget();
    }
    this.noteNewest(message);
  }

  /** Takes in the newest page. */
  replace(page) {
    this.messages = page.messages;
    this.hasOlder = page.more;
    this.loaded = true;
    this.isLoading = false;
    page.messages.forEach((message) => this.noteNewest(message));
    this.#arrived.forEach((message) => this.add(message));
    this.#arrived = [];
  }

  /** Takes in a page before the known messages. */
  prepend(page) {
    this.messages = [...page.messages, ...this.messages];
    this.hasOlder = page.more;
  }

  /** Drops the messages; they are loaded again when they are wanted. */
  forget() {
    this.messages = [];
    this.loaded = false;
  }

  noteNewest(message) {
    if (message.seq > this.headSeq) {
      this.newest = message;
    }
  }
}
