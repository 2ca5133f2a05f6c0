/**
 * One conversation as this browser knows it. Views read it; only Chat and Outbox change it.
 *
 * Edits and recalls are messages of their own, with a seq; they change the message they name and
 * are not shown themselves.
 */
export class Conversation {
  /** Known messages without a gap, by ascending seq. */
  messages = [];
  /** Own messages that the server has not accepted yet, in the order they were written. */
  outgoing = [];
  /** The newest message known, also where the others have not been loaded. */
  newest = null;
  /** The seq of the newest message, 0 where there is none. */
  headSeq = 0;
  /** Up to here the user has read; unset until something is known. */
  readSeq = undefined;
  /** Up to here the other one of a private conversation has got the messages, and read them. */
  peerDeliveredSeq = 0;
  peerReadSeq = 0;
  /** Whether messages reaches up to the newest one. */
  loaded = false;
  /** Whether messages are on their way; what comes meanwhile is added to them. */
  isLoading = false;
  /** Whether there is something before messages. */
  hasOlder = false;
  /** The load of a page before messages, while there is one. */
  olderLoad = null;
  /** Whether the outbox is at work here, and its next attempt. */
  isSending = false;
  retryTimer = 0;
  /** How many people are in the group. */
  memberCount = 0;
  /** "online", "away", "offline", or "stranger" for a user who is no friend. */
  state = 'stranger';
  /** Whether the user is in the group no more. */
  isLeft = false;
  /** Where the line above what is new is drawn; 0 for no line. */
  newFromSeq = 0;
  #arrived = [];
  #shown = null;

  /** scope is private:PEER or group:ID. */
  constructor(scope, name) {
    const [kind, id] = scope.split(':');
    this.scope = scope;
    this.isGroup = kind === 'group';
    this.id = Number(id);
    this.name = name;
  }

  /** How many messages have come that the user has not read. */
  get unread() {
    return Math.max(0, this.headSeq - (this.readSeq ?? this.headSeq));
  }

  /** When something happened last; milliseconds since 1970. */
  get lastMs() {
    return this.outgoing.at(-1)?.timestamp_ms ?? this.newest?.timestamp_ms ?? 0;
  }

  /** The messages to show, oldest first, without those that are edits and recalls. */
  get shown() {
    this.#shown ??= this.messages.filter((message) => !message.edits && !message.recalls);
    return this.#shown;
  }

  /** The known message with this seq. */
  at(seq) {
    const message = this.messages[seq - this.messages[0]?.seq];
    return message?.seq === seq ? message : this.messages.find((known) => known.seq === seq);
  }

  /**
   * Takes in a message that has just come. Returns false when it does not follow the last known one,
   * so that others were missed and have to be loaded.
   */
  add(message) {
    const last = this.messages.at(-1)?.seq ?? 0;
    let follows = true;
    if (this.isLoading) {
      this.#arrived.push(message);
    } else if (this.loaded && message.seq === last + 1) {
      this.#append(message);
    } else {
      follows = !this.loaded || message.seq <= last;
    }
    this.noteNewest(message);
    return follows;
  }

  /** Takes in the newest page. */
  replace(page) {
    this.messages = page.messages;
    this.#shown = null;
    this.hasOlder = page.more;
    this.#finish();
  }

  /** Takes in what follows the known messages. */
  append(page) {
    const last = this.messages.at(-1)?.seq ?? 0;
    page.messages.filter(({ seq }) => seq > last).forEach((message) => this.#append(message));
    if (!page.more) {
      this.#finish();
    }
  }

  /** Takes in a page before the known messages. */
  prepend(page) {
    this.messages = [...page.messages, ...this.messages];
    this.#shown = null;
    this.hasOlder = page.more;
  }

  /** Notes that there are messages up to seq. */
  noteHead(seq) {
    this.headSeq = Math.max(this.headSeq, seq);
  }

  /** Notes that the user has read up to seq. */
  noteRead(seq = 0) {
    this.readSeq = Math.max(this.readSeq ?? 0, seq);
  }

  /** Notes how far the other one of a private conversation has come. */
  notePeer(deliveredSeq = 0, readSeq = 0) {
    this.peerDeliveredSeq = Math.max(this.peerDeliveredSeq, deliveredSeq, readSeq);
    this.peerReadSeq = Math.max(this.peerReadSeq, readSeq);
  }

  /** Draws the line above what is new now. */
  markNew() {
    this.newFromSeq = this.unread > 0 ? this.readSeq + 1 : 0;
  }

  /** Notes the newest message, and that its sender's outgoing copy is not needed any more. */
  noteNewest(message) {
    if (message.seq >= this.headSeq) {
      this.headSeq = message.seq;
      this.newest = message;
    }
    this.#dropOutgoing(message);
  }

  #finish() {
    this.loaded = true;
    this.isLoading = false;
    this.messages.forEach((message) => this.#dropOutgoing(message));
    if (this.messages.length > 0) {
      this.noteNewest(this.messages.at(-1));
    }
    const arrived = this.#arrived.sort((one, other) => one.seq - other.seq);
    this.#arrived = [];
    arrived.forEach((message) => this.add(message));
  }

  #append(message) {
    this.messages.push(message);
    this.#shown = null;
    if (message.edits) {
      this.#change(message.edits, {
        content: message.content,
        edited_ms: message.timestamp_ms,
      });
    } else if (message.recalls) {
      this.#change(message.recalls, {
        content: '',
        file: undefined,
        recalled_ms: message.timestamp_ms,
      });
    }
  }

  #change(seq, changes) {
    const index = this.messages.findIndex((message) => message.seq === seq);
    if (index >= 0) {
      this.messages[index] = { ...this.messages[index], ...changes };
    }
  }

  #dropOutgoing({ msg_id, from_id }) {
    const index = this.outgoing.findIndex(
      (waiting) => waiting.msg_id === msg_id && waiting.from_id === from_id,
    );
    if (index >= 0) {
      this.outgoing.splice(index, 1);
    }
  }
}
