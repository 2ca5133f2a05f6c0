import { HEARTBEAT, NOTICE } from './msgid.js';
import { RequestFailed } from './request-failed.js';

const ANSWER_MS = 15_000;
const HEARTBEAT_MS = 25_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const LONGEST_SLOW_DOWN_MS = 3_000;

/** What an answer's msgid says where the server does not know the request. */
const UNKNOWN = 0;

/**
 * The connection to the server: requests with answers, pushes without. While it is wanted it comes
 * back by itself, with growing pauses. Events: "open", "lost", "push" (detail is the message).
 */
export class Wire extends EventTarget {
  #socket = null;
  #waiting = new Map();
  #lastRequest = 0;
  #unknown = new Set();
  #wanted = false;
  #pause = FIRST_PAUSE_MS;
  #comeBackMs = 0;
  #timer = 0;

  constructor() {
    super();
    setInterval(() => this.#checkAlive(), HEARTBEAT_MS);
    addEventListener('online', () => this.#connectNow());
    document.addEventListener('visibilitychange', () => document.hidden || this.#checkAlive());
  }

  /** Connects, and stays connected. */
  open() {
    this.#wanted = true;
    this.#connectNow();
  }

  /** Whether requests can be sent now. */
  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Whether the server, as far as we know, understands a request: an older one may not. */
  knows(msgid) {
    return !this.#unknown.has(msgid);
  }

  /** Waits until the connection that is being made is there, or lost. */
  async attempted() {
    if (this.#socket?.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve) => {
        this.addEventListener('open', resolve, { once: true });
        this.addEventListener('lost', resolve, { once: true });
      });
    }
  }

  /** The login worked: the next reconnect need not be patient. */
  settled() {
    this.#pause = FIRST_PAUSE_MS;
  }

  /** The server cannot log us in now: connects again, after ms where it named a time. */
  restart(ms) {
    this.#comeBackMs = ms;
    this.#socket?.close();
  }

  /** Sends without waiting for an answer; does nothing while there is no connection. */
  tell(message) {
    if (this.isOpen) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  /**
   * Sends, and returns the answer; throws RequestFailed when it is an error or does not come. What
   * was refused for being too fast is sent again, once, when the server allows it.
   */
  async request(message) {
    try {
      return await this.#ask(message);
    } catch (failure) {
      if (failure.errno !== 429 || failure.retryAfterMs > LONGEST_SLOW_DOWN_MS) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, failure.retryAfterMs));
      return this.#ask(message);
    }
  }

  #ask(message) {
    if (!this.isOpen) {
      return Promise.reject(new RequestFailed(0, 'not connected'));
    }
    if (!this.knows(message.msgid)) {
      return Promise.reject(new RequestFailed(404, 'the server is older than this page'));
    }
    const req = ++this.#lastRequest;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(req, 'no answer'), ANSWER_MS);
      this.#waiting.set(req, { msgid: message.msgid, resolve, reject, timer });
      this.tell({ ...message, req });
    });
  }

  #connectNow() {
    if (!this.#wanted || this.#socket) {
      return;
    }
    clearTimeout(this.#timer);
    const url = new URL('ws?dialect=lines', location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onopen = () => this.dispatchEvent(new Event('open'));
    socket.onmessage = (event) => this.#receive(JSON.parse(event.data));
    socket.onclose = () => this.#lost();
  }

  #receive(message) {
    const request = this.#waiting.get(message.req);
    if (request) {
      this.#waiting.delete(message.req);
      clearTimeout(request.timer);
      if (message.errno === 0) {
        request.resolve(message);
      } else {
        if (message.errno === 404 && message.msgid === UNKNOWN) {
          this.#unknown.add(request.msgid);
        }
        request.reject(new RequestFailed(message.errno, message.errmsg, message.retry_after_ms));
      }
      return;
    }
    if (message.msgid === NOTICE && message.retry_after_ms) {
      this.#comeBackMs = message.retry_after_ms;
    }
    this.dispatchEvent(new CustomEvent('push', { detail: message }));
  }

  #lost() {
    this.#socket = null;
    // The next server may be a newer one.
    this.#unknown.clear();
    for (const req of [...this.#waiting.keys()]) {
      this.#giveUp(req, 'connection lost');
    }
    if (this.#wanted) {
      const pause = this.#comeBackMs || this.#pause * (0.5 + Math.random());
      this.#comeBackMs = 0;
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
      this.#timer = setTimeout(() => this.#connectNow(), pause);
      this.dispatchEvent(new Event('lost'));
    }
  }

  #giveUp(req, why) {
    const request = this.#waiting.get(req);
    this.#waiting.delete(req);
    clearTimeout(request.timer);
    request.reject(new RequestFailed(0, why));
  }

  /** A phone that slept does not notice that its connection is gone: only an answer proves it. */
  async #checkAlive() {
    if (!this.isOpen) {
      this.#connectNow();
      return;
    }
    const socket = this.#socket;
    try {
      await this.request({ msgid: HEARTBEAT });
    } catch {
      socket.close();
    }
  }
}
