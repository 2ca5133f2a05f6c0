import { html } from '../lib/lit-html/lit-html.js';
import { text } from '../texts/language.js';
import { fullTime } from '../texts/time.js';
import { table } from './listing.js';

const PAGE_SIZE = 50;
const HEADS = ['admin_at', 'admin_actor', 'admin_action', 'admin_subject', 'admin_detail'];

/** What administrators have done, newest first. */
export class Audit {
  #app;
  #entries = [];
  #more = false;

  constructor(app) {
    this.#app = app;
  }

  async load(isMore = false) {
    const before = isMore ? `&before=${this.#entries.at(-1).id}` : '';
    const reply = await this.#app.ask('GET', `audit?limit=${PAGE_SIZE}${before}`);
    if (reply) {
      this.#entries = isMore ? [...this.#entries, ...reply.entries] : reply.entries;
      this.#more = reply.more;
    }
    this.#app.draw();
  }

  render() {
    return html`${table(HEADS, this.#entries, (entry) => [
      fullTime(entry.atMs),
      `${entry.actorName} (${entry.actorId})`,
      html`<code>${entry.action}</code>`,
      entry.subject,
      entry.detail,
    ])}
    ${this.#more
      ? html`<button type="button" data-test="admin-more" @click=${() => this.load(true)}>
          ${text('more')}
        </button>`
      : ''}`;
  }
}
