import { deviceName } from './device.js';
import * as memory from './memory.js';
import { CHANGE_PASSWORD, LOG_IN, LOG_OUT, REGISTER } from './msgid.js';

/** The server's word for a token that is not good any more, or a wrong password. */
const REFUSALS = new Set([1, 401, 403, 404]);

/**
 * Who is logged in on the wire. A new connection is logged in again with the token of the last
 * login. Events: "entered" (detail is the reply to the login), "left" when a person must log in.
 */
export class Account extends EventTarget {
  /** { id, name }; null before the login. */
  user = null;
  #wire;

  constructor(wire) {
    super();
    this.#wire = wire;
    wire.addEventListener('open', () => this.#resume());
    memory.whenTokenChanges((token) => this.#follow(token));
  }

  /** Nobody is known in this browser: asks who it is, also before there is a connection. */
  start() {
    if (memory.savedToken() === null) {
      this.#leave();
    }
  }

  /** Logs in; digits alone may be a number or a name. */
  async logIn(nameOrNumber, password) {
    await this.#wire.attempted();
    if (/^\d{1,9}$/.test(nameOrNumber)) {
      try {
        await this.#enter({ id: Number(nameOrNumber), password });
        return;
      } catch (failure) {
        if (failure.errno !== 1) {
          throw failure;
        }
      }
    }
    await this.#enter({ name: nameOrNumber, password });
  }

  /** Makes an account and logs in. */
  async register(name, password) {
    await this.#wire.attempted();
    const { id } = await this.#wire.request({ msgid: REGISTER, name, password });
    await this.#enter({ id, password });
  }

  /** Sets another password; all other sessions of the user end. */
  async changePassword(old, wanted) {
    await this.#wire.request({
      msgid: CHANGE_PASSWORD,
      old_password: old,
      new_password: wanted,
    });
  }

  /** Ends the session, here and at the server. */
  logOut() {
    this.#wire.tell({ msgid: LOG_OUT });
    this.#leave();
  }

  /** Another tab has logged in or out; all tabs of a browser are one session. */
  #follow(token) {
    if (token === null && this.user) {
      this.#leave();
    } else if (token !== null && !this.user && this.#wire.isOpen) {
      this.#resume();
    }
  }

  async #resume() {
    const token = memory.savedToken();
    if (token === null) {
      this.#leave();
      return;
    }
    try {
      await this.#enter({ token });
    } catch (failure) {
      if (REFUSALS.has(failure.errno)) {
        this.#leave();
      } else {
        this.#wire.restart(failure.retryAfterMs);
      }
    }
  }

  async #enter(credentials) {
    const reply = await this.#wire.request({
      msgid: LOG_IN,
      acks: true,
      presence: true,
      typing: true,
      receipts: true,
      device: deviceName(),
      ...credentials,
    });
    memory.saveToken(reply.token);
    this.user = reply.user;
    this.#wire.settled();
    this.dispatchEvent(new CustomEvent('entered', { detail: reply }));
  }

  #leave() {
    memory.dropToken();
    this.user = null;
    this.dispatchEvent(new Event('left'));
  }
}
