import { byId } from './dom.js';
import { text } from './language.js';
import { NOTICE } from './msgid.js';

const QUIET_MS = 1_000;
const NOTICE_MS = 6_000;

/** One quiet line at the top: the connection is lost, or the server has something to say. */
export class Banner {
  #timer = 0;

  constructor(wire, account) {
    wire.addEventListener('lost', () => this.#show(text('reconnecting'), QUIET_MS));
    wire.addEventListener('open', () => account.user || this.#hide());
    account.addEventListener('entered', () => this.#hide());
    account.addEventListener('left', () => this.#hide());
    wire.addEventListener('push', ({ detail }) => {
      if (detail.msgid === NOTICE) {
        this.#show(detail.text, 0);
        this.#timer = setTimeout(() => this.#hide(), NOTICE_MS);
      }
    });
  }

  /** A connection that comes back at once is not worth a word: shown after a while only. */
  #show(words, afterMs) {
    if (!byId('banner').hidden && afterMs > 0) {
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      byId('banner').textContent = words;
      byId('banner').hidden = false;
    }, afterMs);
  }

  #hide() {
    clearTimeout(this.#timer);
    byId('banner').hidden = true;
  }
}
