import { GROUP_CHAT, PRIVATE_CHAT } from './msgid.js';

/** Answers after which the same message may be sent again. */
const PASSING = new Set([0, 429, 503]);

/** When to try again where the server did not say when. */
const RETRY_MS = 5_000;

/**
 * Sends the user's messages, each conversation's in order. A message keeps its msg_id however often
 * it is sent, so it is written once; it waits here until the server has accepted it.
 */
export class Outbox {
  #wire;
  #user;
  #accepted;
  #changed;

  /** user() is who writes; accepted(conversation, message) takes over what the server has. */
  constructor(wire, { user, accepted, changed }) {
    this.#wire = wire;
    this.#user = user;
    this.#accepted = accepted;
    this.#changed = changed;
  }

  /** Adds a message to the end of the conversation and sends it. */
  write(conversation, content) {
    const message = {
      from_id: this.#user().id,
      content,
      msg_id: newMsgId(),
      timestamp_ms: Date.now(),
      failure: null,
    };
    conversation.outgoing.push(message);
    this.sendAll(conversation);
  }

  /** Tries again what was refused. */
  retry(conversation, message) {
    message.failure = null;
    this.sendAll(conversation);
  }

  /** Sends what waits in the conversation, one after the other. */
  async sendAll(conversation) {
    this.#changed();
    if (conversation.isSending) {
      return;
    }
    conversation.isSending = true;
    let message;
    while ((message = conversation.outgoing.find((waiting) => !waiting.failure))) {
      if (!(await this.#send(conversation, message))) {
        break;
      }
    }
    conversation.isSending = false;
    this.#changed();
  }

  /** A new connection sends by itself, and whoever has logged in since is somebody else. */
  #tryAgain(conversation, message) {
    if (this.#wire.isOpen && this.#user()?.id === message.from_id) {
      this.sendAll(conversation);
    }
  }

  /** Returns whether the next one may be sent. */
  async #send(conversation, message) {
    const target = conversation.isGroup
      ? { msgid: GROUP_CHAT, group_id: conversation.id }
      : { msgid: PRIVATE_CHAT, to_id: conversation.id };
    const { content, msg_id, timestamp_ms } = message;
    try {
      const reply = await this.#wire.request({ ...target, content, msg_id, timestamp_ms });
      conversation.outgoing.splice(conversation.outgoing.indexOf(message), 1);
      const { seq, timestamp_ms: acceptedMs } = reply;
      this.#accepted(conversation, { ...message, seq, timestamp_ms: acceptedMs });
      return true;
    } catch (failure) {
      if (PASSING.has(failure.errno)) {
        clearTimeout(conversation.retryTimer);
        conversation.retryTimer = setTimeout(
          () => this.#tryAgain(conversation, message),
          failure.retryAfterMs || RETRY_MS,
        );
        return false;
      }
      message.failure = failure;
      return true;
    }
  }
}

/** 128 random bits. (randomUUID exists on https and localhost only.) */
function newMsgId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
