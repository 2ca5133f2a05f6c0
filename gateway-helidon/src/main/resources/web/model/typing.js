import { TYPE, TYPING } from './msgid.js';

const SHOWN_MS = 6_000;
const TELL_EVERY_MS = 3_000;
/** Word of the writing of a message may come after the message. */
const LATE_MS = 2_000;

/** Who is writing where at this moment. Event: "change". */
export class Typing extends EventTarget {
  #wire;
  #writers = new Map();
  #toldMs = new Map();
  #stoppedMs = new Map();

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
    return [...(this.#writers.get(scope)?.values() ?? [])].map(({ name }) => name);
  }

  /** A message has come of somebody, who so is writing no more. */
  stop(scope, userId) {
    this.#stoppedMs.set(`${scope} ${userId}`, Date.now());
    this.#forget(scope, userId);
  }

  #forget(scope, userId) {
    const writers = this.#writers.get(scope);
    const writer = writers?.get(userId);
    if (writer) {
      clearTimeout(writer.timer);
      writers.delete(userId);
      this.dispatchEvent(new Event('change'));
    }
  }

  #note({ scope, user_id: userId, name }) {
    if (Date.now() - (this.#stoppedMs.get(`${scope} ${userId}`) ?? 0) < LATE_MS) {
      return;
    }
    this.#forget(scope, userId);
    const timer = setTimeout(() => this.#forget(scope, userId), SHOWN_MS);
    const writers = this.#writers.get(scope) ?? new Map();
    this.#writers.set(scope, writers.set(userId, { name, timer }));
    this.dispatchEvent(new Event('change'));
  }
}
