import { upload } from './files.js';
import { GROUP_CHAT, PRIVATE_CHAT } from './msgid.js';
import { OutboxStore } from './outbox-store.js';
import { Tabs } from './tabs.js';

/** Answers after which the same message may be sent again. */
const PASSING = new Set([0, 429, 503]);

/** When to try again where the server did not say when. */
const RETRY_MS = 5_000;

/** What of a message is sent as it is. */
const SENT_FIELDS = ['content', 'msg_id', 'timestamp_ms', 'reply_to', 'mentions', 'edits', 'recalls'];

/**
 * Sends the user's messages, each conversation's in order. A message keeps its msg_id however often
 * it is sent, so it is written once; it waits here and in the browser's database until the server
 * has accepted it. All tabs show what waits; the one that leads sends it.
 */
export class Outbox {
  #wire;
  #hooks;
  #store = new OutboxStore();
  #tabs = new Tabs((word) => this.#heard(word));
  #lastOrder = 0;

  /**
   * Hooks: user() is who writes; conversation(scope, name) finds or makes one; conversations() are
   * all; accepted(conversation, message) takes over what the server has; refused(conversation,
   * message) is told about an edit or a recall that will not be; uploaded(file, blob) about a file
   * that the server has; changed() is called when there is something to show.
   */
  constructor(wire, hooks) {
    this.#wire = wire;
    this.#hooks = hooks;
    wire.addEventListener('lost', () => this.#tabs.stop());
  }

  /** The user is connected: shows what waits, and sends it if no other tab does. */
  async enter() {
    await this.#recall();
    const user = this.#hooks.user();
    if (user) {
      this.#tabs.lead(user.id, () => this.#sendEverything());
    }
  }

  /** The user has gone: what waits is sent when they come back, and in nobody else's name. */
  leave() {
    this.#tabs.stop();
    for (const conversation of this.#hooks.conversations()) {
      conversation.outgoing = [];
      clearTimeout(conversation.retryTimer);
    }
  }

  /** Adds a message to the end of the conversation and sends it; attachment is a File. */
  async write(conversation, fields, attachment) {
    const message = {
      content: '',
      ...fields,
      from_id: this.#hooks.user().id,
      scope: conversation.scope,
      name: conversation.name,
      msg_id: newMsgId(),
      timestamp_ms: Date.now(),
      order: this.#nextOrder(),
      failure: null,
    };
    if (attachment) {
      const { name, type, size } = attachment;
      Object.assign(message, { attachment, file: { name, type, size } });
    }
    conversation.outgoing.push(message);
    this.#hooks.changed();
    await this.#keep(message);
    this.#tabs.say({ written: message.scope });
    this.#sendAll(conversation);
  }

  /** Tries again what was refused. */
  async retry(conversation, message) {
    message.failure = null;
    await this.#keep(message);
    this.#tabs.say({ written: message.scope });
    this.#sendAll(conversation);
  }

  /** Gives up a message. */
  async discard(conversation, message) {
    drop(conversation, message.msg_id);
    this.#hooks.changed();
    await this.#store.delete(message.msg_id);
    this.#tabs.say({ dropped: message.msg_id, scope: conversation.scope });
  }

  async #heard(word) {
    if (!this.#hooks.user()) {
      return;
    }
    const conversation = this.#hooks.conversation(word.scope ?? word.written, '');
    if (word.written) {
      await this.#recall();
      this.#sendAll(conversation);
    } else if (word.dropped) {
      drop(conversation, word.dropped);
    } else if (word.accepted) {
      this.#accept(conversation, word.accepted, word.answer);
    }
    this.#hooks.changed();
  }

  /** Makes the waiting messages what the database says; other tabs write there too. */
  async #recall() {
    const { id } = this.#hooks.user();
    const records = await this.#store.all(id);
    if (this.#hooks.user()?.id !== id) {
      return;
    }
    for (const record of records) {
      const conversation = this.#hooks.conversation(record.scope, record.name);
      const known = conversation.outgoing.find(({ msg_id }) => msg_id === record.msg_id);
      if (known) {
        known.failure = record.failure;
      } else {
        conversation.outgoing.push({ ...record });
        conversation.outgoing.sort((one, other) => one.order - other.order);
      }
    }
    this.#hooks.changed();
  }

  #sendEverything() {
    for (const conversation of this.#hooks.conversations()) {
      this.#sendAll(conversation);
    }
  }

  /** Sends what waits in the conversation, one after the other. */
  async #sendAll(conversation) {
    this.#hooks.changed();
    if (conversation.isSending || !this.#tabs.isLeader) {
      return;
    }
    conversation.isSending = true;
    let message;
    while ((message = conversation.outgoing.find((waiting) => !waiting.failure))) {
      if (!(await this.#send(conversation, message))) {
        break;
      }
      this.#hooks.changed();
    }
    conversation.isSending = false;
    this.#hooks.changed();
  }

  /** Returns whether the next one may be sent. */
  async #send(conversation, message) {
    // The user may leave meanwhile, and another tab may hear that it is accepted.
    const isGone = () => !conversation.outgoing.includes(message);
    try {
      await this.#upload(message);
      if (isGone()) {
        return true;
      }
      const answer = await this.#wire.request(asRequest(conversation, message));
      this.#tabs.say({ accepted: message.msg_id, scope: conversation.scope, answer });
      this.#accept(conversation, message.msg_id, answer);
      await this.#store.delete(message.msg_id);
      return true;
    } catch (failure) {
      if (isGone()) {
        return true;
      }
      if (PASSING.has(failure.errno)) {
        clearTimeout(conversation.retryTimer);
        conversation.retryTimer = setTimeout(
          () => this.#wire.isOpen && this.#sendAll(conversation),
          failure.retryAfterMs || RETRY_MS,
        );
        return false;
      }
      await this.#refuse(conversation, message, failure);
      return true;
    }
  }

  /** Brings the file to the server before the message that names it; once. */
  async #upload(message) {
    if (message.attachment && !message.file.id) {
      message.file = await upload(message.attachment, message.file.name, (share) => {
        message.progress = share;
        this.#hooks.changed();
      });
      this.#hooks.uploaded(message.file, message.attachment);
      await this.#keep(message);
    }
  }

  #accept(conversation, msgId, { seq, timestamp_ms }) {
    const message = drop(conversation, msgId);
    if (message) {
      const { order, failure, attachment, progress, scope, name, ...kept } = message;
      this.#hooks.accepted(conversation, { ...kept, seq, timestamp_ms });
    }
  }

  async #refuse(conversation, message, { errno, message: words }) {
    message.failure = { errno, message: words };
    if (message.edits || message.recalls) {
      await this.discard(conversation, message);
      this.#hooks.refused(conversation, message);
    } else {
      await this.#keep(message);
      this.#tabs.say({ written: conversation.scope });
    }
  }

  async #keep(message) {
    const { progress, ...record } = message;
    await this.#store.put(record);
  }

  /** Grows, also from one visit to the next. */
  #nextOrder() {
    this.#lastOrder = Math.max(Date.now(), this.#lastOrder + 1);
    return this.#lastOrder;
  }
}

function asRequest(conversation, message) {
  const request = conversation.isGroup
    ? { msgid: GROUP_CHAT, group_id: conversation.id }
    : { msgid: PRIVATE_CHAT, to_id: conversation.id };
  for (const field of SENT_FIELDS) {
    if (message[field] !== undefined) {
      request[field] = message[field];
    }
  }
  if (message.file) {
    request.file = { id: message.file.id };
  }
  return request;
}

/** Takes a message out of what waits; undefined where it is not there. */
function drop(conversation, msgId) {
  const index = conversation.outgoing.findIndex(({ msg_id }) => msg_id === msgId);
  return index < 0 ? undefined : conversation.outgoing.splice(index, 1)[0];
}

/** 128 random bits. (randomUUID exists on https and localhost only.) */
function newMsgId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
