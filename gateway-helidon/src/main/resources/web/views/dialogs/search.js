import { html } from '../../lib/lit-html/lit-html.js';
import { errorText, text } from '../../texts/language.js';
import { shortTime } from '../../texts/time.js';
import { avatar } from '../avatar.js';
import { preview } from '../preview.js';

const PAUSE_MS = 250;
const MOST_CONVERSATIONS = 8;
const LONGEST_BEFORE = 30;

/** Finds conversations by name, and messages by their words; in one conversation or in all. */
export class SearchDialog {
  kind = 'search-dialog';
  #app;
  #only;
  #words = '';
  #found = [];
  #more = false;
  #note = '';
  #chosen = 0;
  #timer = 0;

  /** only is the conversation to search in; undefined for all. */
  constructor(app, only) {
    this.#app = app;
    this.#only = only;
  }

  title() {
    return this.#only ? text('searchIn', { name: this.#only.name }) : text('search');
  }

  render() {
    const conversations = this.#conversations();
    return html`<div @keydown=${(event) => this.#key(event)}>
      <input
        type="text"
        enterkeyhint="search"
        autocomplete="off"
        autofocus
        maxlength="100"
        data-test="search-text"
        role="combobox"
        aria-expanded="true"
        aria-controls="found"
        aria-activedescendant="found-${this.#chosen}"
        aria-label=${text('search')}
        placeholder=${text(this.#only ? 'searchMessages' : 'searchAll')}
        @input=${(event) => this.#typed(event.target.value)}
      />
      <ul id="found" class="found-list" role="listbox" aria-label=${text('search')}>
        ${conversations.map((conversation, index) =>
          this.#option(
            index,
            () => this.#app.go(conversation.scope),
            html`${avatar(conversation)}<span class="name" dir="auto">${conversation.name}</span>
              <span class="preview">${this.#about(conversation)}</span>`,
          ),
        )}
        ${this.#found.map((hit, index) => this.#hit(hit, conversations.length + index))}
      </ul>
      <p class="hint" role="status" data-test="search-note">${this.#note}</p>
      ${this.#more
        ? html`<button type="button" class="link" @click=${() => this.#search(true)}>
            ${text('more')}
          </button>`
        : ''}
    </div>`;
  }

  closed() {
    clearTimeout(this.#timer);
  }

  #about(conversation) {
    return conversation.isGroup
      ? text('memberCount', { count: conversation.memberCount })
      : text(conversation.state);
  }

  #conversations() {
    if (this.#only) {
      return [];
    }
    const words = this.#words.toLowerCase();
    return this.#app.chat.conversations
      .filter(({ name, id }) => name.toLowerCase().includes(words) || String(id) === words)
      .slice(0, MOST_CONVERSATIONS);
  }

  #hit({ scope, message }, index) {
    const conversation = this.#app.chat.conversations.find((it) => it.scope === scope);
    return this.#option(
      index,
      () => this.#app.reachIn(scope, message.seq),
      html`${avatar({ id: message.from_id, name: message.from_name })}
        <span class="name" dir="auto">
          ${message.from_name}${conversation && !this.#only ? html` · ${conversation.name}` : ''}
        </span>
        <time>${shortTime(message.timestamp_ms)}</time>
        <span class="preview" dir="auto">
          ${this.#marked(preview({ ...message, content: this.#cut(message.content) }))}
        </span>`,
    );
  }

  #option(index, choose, content) {
    return html`<li
      id="found-${index}"
      role="option"
      data-test="found"
      aria-selected=${index === this.#chosen}
      @click=${() => {
        this.#app.dialogs.closeAll();
        choose();
      }}
    >
      ${content}
    </li>`;
  }

  /** So that the words that were looked for are seen, also in a long message. */
  #cut(content) {
    const at = content.toLowerCase().indexOf(this.#words.toLowerCase());
    return at > LONGEST_BEFORE ? `…${content.slice(at - LONGEST_BEFORE)}` : content;
  }

  #marked(line) {
    const at = line.toLowerCase().indexOf(this.#words.toLowerCase());
    const end = at + this.#words.length;
    return at < 0 || this.#words === ''
      ? line
      : html`${line.slice(0, at)}<mark>${line.slice(at, end)}</mark>${line.slice(end)}`;
  }

  #typed(value) {
    this.#words = value.trim();
    this.#found = [];
    this.#more = false;
    this.#note = '';
    this.#chosen = 0;
    clearTimeout(this.#timer);
    if (this.#words) {
      this.#timer = setTimeout(() => this.#search(false), PAUSE_MS);
    }
    this.#app.draw();
  }

  async #search(isMore) {
    const words = this.#words;
    const before = isMore ? this.#found.at(-1)?.message.timestamp_ms : undefined;
    try {
      const reply = await this.#app.chat.search(words, this.#only?.scope, before);
      if (words === this.#words) {
        this.#found = isMore ? [...this.#found, ...reply.found] : reply.found;
        this.#more = reply.more;
        this.#note = this.#found.length === 0 ? text('nothingFound') : '';
      }
    } catch (failure) {
      this.#note = failure.errno === 404 ? text('searchMissing') : errorText(failure);
    }
    this.#app.draw();
  }

  #key(event) {
    const count = this.#conversations().length + this.#found.length;
    if (event.isComposing || count === 0) {
      return;
    }
    switch (event.key) {
      case 'ArrowDown':
        this.#chosen = (this.#chosen + 1) % count;
        break;
      case 'ArrowUp':
        this.#chosen = (this.#chosen + count - 1) % count;
        break;
      case 'Enter':
        document.getElementById(`found-${this.#chosen}`)?.click();
        break;
      default:
        return;
    }
    event.preventDefault();
    this.#app.draw();
    document.getElementById(`found-${this.#chosen}`)?.scrollIntoView({ block: 'nearest' });
  }
}
