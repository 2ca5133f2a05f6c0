import { html } from '../lib/lit-html/lit-html.js';
import { text } from '../texts/language.js';

const PAGE_SIZE = 50;
const PAUSE_MS = 300;

/** A list of the server that is found by a text, and goes on page by page. */
export class Listing {
  items = [];
  #app;
  #path;
  #field;
  #words = '';
  #more = false;
  #timer = 0;

  /** path is that of the list; field is where its answer has the items. */
  constructor(app, path, field) {
    this.#app = app;
    this.#path = path;
    this.#field = field;
  }

  /** Asks for the first page, or the next one. */
  async load(isMore = false) {
    const query = new URLSearchParams({ limit: PAGE_SIZE });
    if (this.#words) {
      query.set('text', this.#words);
    }
    if (isMore) {
      query.set('after', this.items.at(-1).id);
    }
    const words = this.#words;
    const reply = await this.#app.ask('GET', `${this.#path}?${query}`);
    if (reply && words === this.#words) {
      this.items = isMore ? [...this.items, ...reply[this.#field]] : reply[this.#field];
      this.#more = reply.more;
    }
    this.#app.draw();
  }

  /** Shows an item as it is now, also where the list has come again since it was chosen. */
  put(changed) {
    this.items = this.items.map((item) => (item.id === changed.id ? changed : item));
  }

  /** The field to find something, the table and the button for more; row(item) gives the cells. */
  render(heads, row) {
    return html`<input
        type="search"
        class="find"
        data-test="admin-find"
        aria-label=${text('admin_find')}
        placeholder=${text('admin_find')}
        @input=${(event) => this.#find(event.target.value)}
      />
      ${table(heads, this.items, row)}
      ${this.#more
        ? html`<button type="button" data-test="admin-more" @click=${() => this.load(true)}>
            ${text('more')}
          </button>`
        : ''}`;
  }

  #find(words) {
    this.#words = words.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), PAUSE_MS);
  }
}

/** A table; heads are keys of texts or '', row(item) gives the cells. */
export function table(heads, items, row) {
  return html`<div class="table">
      <table>
        <thead>
          <tr>
            ${heads.map((key) => html`<th scope="col">${key ? text(key) : ''}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${items.map(
            (item) =>
              html`<tr data-test="admin-row">
                ${row(item).map((cell) => html`<td dir="auto">${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${items.length === 0 ? html`<p class="hint">${text('admin_nothing')}</p>` : ''}`;
}
