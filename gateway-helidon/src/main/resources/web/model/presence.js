import { SET_STATE } from './msgid.js';

const AWAY_AFTER_MS = 300_000;

/** Tells the server that nobody sits here once the page has been hidden for 5 minutes. */
export class Presence {
  #wire;
  #timer = 0;
  #isAway = false;

  constructor(wire, account) {
    this.#wire = wire;
    document.addEventListener('visibilitychange', () => this.#look());
    account.addEventListener('entered', () => {
      this.#isAway = false;
      this.#look();
    });
  }

  #look() {
    clearTimeout(this.#timer);
    if (document.hidden) {
      this.#timer = setTimeout(() => this.#tell(true), AWAY_AFTER_MS);
    } else {
      this.#tell(false);
    }
  }

  #tell(isAway) {
    if (isAway !== this.#isAway) {
      this.#isAway = isAway;
      const state = isAway ? 'away' : 'online';
      this.#wire.request({ msgid: SET_STATE, state }).catch(() => {});
    }
  }
}
