import { html } from '../lib/lit-html/lit-html.js';
import { NOTICE } from '../model/msgid.js';
import { text } from '../texts/language.js';
import { icon } from './icons.js';

const QUIET_MS = 1_500;
const NOTICE_MS = 60_000;

/**
 * One quiet line at the top: the connection is lost, the server is being updated, or somebody who
 * runs the server has something to say.
 */
export class Banner {
  #draw;
  #line = null;
  #notice = null;
  #isUpdate = false;
  #timer = 0;
  #noticeTimer = 0;

  constructor(wire, account, draw) {
    this.#draw = draw;
    wire.addEventListener('lost', () => this.#lost());
    wire.addEventListener('open', () => account.user || this.#connected());
    account.addEventListener('entered', () => this.#connected());
    account.addEventListener('left', () => this.#connected());
    wire.addEventListener('push', ({ detail }) => detail.msgid === NOTICE && this.#heard(detail));
  }

  render() {
    return html`<div class="banners" role="status" aria-live="polite">
      ${this.#line
        ? html`<p class="banner" data-test="banner" data-kind=${this.#line}>
            <span class="spinner" aria-hidden="true"></span>${text(this.#line)}
          </p>`
        : ''}
      ${this.#notice
        ? html`<p class="banner notice" data-test="notice">
            ${icon('bell')}<span dir="auto">${this.#notice}</span>
            <button
              class="icon-button"
              type="button"
              aria-label=${text('close')}
              @click=${() => this.#dismiss()}
            >
              ${icon('close')}
            </button>
          </p>`
        : ''}
    </div>`;
  }

  #heard({ text: words, retry_after_ms: retryMs }) {
    if (retryMs !== undefined) {
      this.#isUpdate = true;
      this.#show('updating');
      return;
    }
    clearTimeout(this.#noticeTimer);
    this.#notice = words;
    this.#noticeTimer = setTimeout(() => this.#dismiss(), NOTICE_MS);
    this.#draw();
  }

  #dismiss() {
    this.#notice = null;
    this.#draw();
  }

  /** A connection that comes back at once is not worth a word: shown after a while only. */
  #lost() {
    if (this.#line === null) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(
        () => this.#show(this.#isUpdate ? 'updating' : 'reconnecting'),
        QUIET_MS,
      );
    }
  }

  #connected() {
    clearTimeout(this.#timer);
    this.#isUpdate = false;
    this.#show(null);
  }

  #show(line) {
    this.#line = line;
    this.#draw();
  }
}
