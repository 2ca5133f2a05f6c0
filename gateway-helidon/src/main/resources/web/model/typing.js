import { TYPE, TYPING } from './msgid.js';

const SHOWN_MS = 6_000;
const TELL_EVERY_MS = 3_000;
/** Word of the writing of a message may come after the message. */
const LATE_MS = 2_000;

/** Who is writing where at this moment. Event: "change". */
export class Typing extends EventTarget {
  #wire;
  /** scope to user id to { name, timer }; the name is null while word of the writing is too late. */
  #writers = new Map();
  #toldMs = new Map();

  constructor(wire) {
    super();
    this.#wire = wire;
    wire.addEventListener('push', ({ detail }) => detail.msgid === TYPING && this.#note(detail));
  }

  /** Tells the others that the user is writing, now and then. */
  tell(scope) {
    const now = Date.now();
    if (this.#wire.isOpen && now - (this.#toldMs.get(scope) ?? 0) > TELL_EVERY_MS) {
      this.#toldMs.set(scope, now);
      this.#wire.request({ msgid: TYPE, scope }).catch(() => {});
    }
  }

  /** The names of those who are writing in a conversation. */
  names(scope) {
    return [...(this.#writers.get(scope)?.values() ?? [])].flatMap(({ name }) => name ?? []);
  }

  /** A message has come of somebody, who so is writing no more. */
  stop(scope, userId) {
    this.#set(scope, userId, null, LATE_MS);
  }

  #note({ scope, user_id: userId, name }) {
    if (this.#writers.get(scope)?.get(userId)?.name !== null) {
      this.#set(scope, userId, name, SHOWN_MS);
    }
  }

  #set(scope, userId, name, ms) {
    const writers = this.#writers.get(scope) ?? new Map();
    clearTimeout(writers.get(userId)?.timer);
    const timer = setTimeout(() => {
      writers.delete(userId);
      this.dispatchEvent(new Event('change'));
    }, ms);
    this.#writers.set(scope, writers.set(userId, { name, timer }));
    this.dispatchEvent(new Event('change'));
  }
}
