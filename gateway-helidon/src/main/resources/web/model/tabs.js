const NAME = 'chat.outbox';

/**
 * The tabs of this browser that have the page open. One of them leads: it alone sends what waits,
 * so that the order is kept. Without Web Locks (plain http in a network) every tab leads itself;
 * msg_id still keeps a message from being written twice.
 */
export class Tabs {
  #channel = new BroadcastChannel(NAME);
  #release = null;
  #wish = null;
  isLeader = false;

  /** heard(word) takes what another tab has said. */
  constructor(heard) {
    this.#channel.onmessage = ({ data }) => heard(data);
  }

  /** Tells all other tabs. */
  say(word) {
    this.#channel.postMessage(word);
  }

  /** Asks to lead, for as long as this tab is connected; calls back when it does. */
  lead(userId, leads) {
    if (!navigator.locks) {
      this.isLeader = true;
      leads();
      return;
    }
    this.stop();
    const wish = new AbortController();
    this.#wish = wish;
    navigator.locks
      .request(`${NAME}.${userId}`, { signal: wish.signal }, () => {
        if (wish !== this.#wish) {
          return undefined;
        }
        this.isLeader = true;
        leads();
        return new Promise((resolve) => {
          this.#release = resolve;
        });
      })
      .catch(() => {});
  }

  /** Leaves the lead to another tab. */
  stop() {
    this.isLeader = false;
    this.#release?.();
    this.#release = null;
    this.#wish?.abort();
    this.#wish = null;
  }
}
