import { html } from '../lib/lit-html/lit-html.js';
import { text } from '../texts/language.js';
import { parts } from '../texts/parts.js';
import { avatar } from './avatar.js';

/** An @ that begins a name: not the one of a mail address. */
const BEGUN = /(?<![A-Za-z0-9_])@([^\s@]{0,30})$/;
const MOST_SHOWN = 8;
const MOST_MENTIONS = 50;

/** Offers the members of a group while a name is written behind an @. */
export class MentionPicker {
  #app;
  #offered = [];
  #chosen = 0;
  #scope = null;

  constructor(app) {
    this.#app = app;
  }

  /** Looks at what stands before the cursor. */
  look(conversation, field) {
    const begun = BEGUN.exec(field.value.slice(0, field.selectionStart))?.[1].toLowerCase();
    this.#scope = conversation.scope;
    this.#chosen = 0;
    this.#offered =
      begun === undefined
        ? []
        : this.#members(conversation)
            .filter(({ id, name }) => id !== this.#app.chat.user.id && fits(name, begun))
            .slice(0, MOST_SHOWN);
  }

  /** Whether names are offered. */
  isShown(conversation) {
    return this.#offered.length > 0 && this.#scope === conversation.scope;
  }

  /** The list; picked() is called when a name has been put into the field. */
  render(conversation, picked) {
    this.#picked = picked;
    if (!this.isShown(conversation)) {
      return '';
    }
    return html`<ul id="mentions" class="mentions" role="listbox" aria-label=${text('members')}>
      ${this.#offered.map(
        (member, index) =>
          html`<li
            role="option"
            data-test="mention-option"
            aria-selected=${index === this.#chosen}
            @pointerdown=${(event) => {
              event.preventDefault();
              this.#pick(member);
            }}
          >
            ${avatar(member)}<span dir="auto">${member.name}</span>
          </li>`,
      )}
    </ul>`;
  }

  /** Takes a key while names are offered; returns whether it was for the list. */
  key(event) {
    const count = this.#offered.length;
    if (count === 0) {
      return false;
    }
    switch (event.key) {
      case 'ArrowDown':
        this.#chosen = (this.#chosen + 1) % count;
        break;
      case 'ArrowUp':
        this.#chosen = (this.#chosen + count - 1) % count;
        break;
      case 'Enter':
      case 'Tab':
        this.#pick(this.#offered[this.#chosen]);
        break;
      case 'Escape':
        this.#offered = [];
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    this.#app.draw();
    return true;
  }

  /** The ids of those whose @name is in a text. */
  mentioned(conversation, content) {
    const ids = parts(content, this.#members(conversation)).map(({ mention }) => mention);
    return [...new Set(ids.filter(Boolean))].slice(0, MOST_MENTIONS);
  }

  #picked = () => {};

  #members({ isGroup, id, name }) {
    return isGroup ? (this.#app.people.groups.get(id)?.members ?? []) : [{ id, name }];
  }

  #pick({ name }) {
    const field = document.querySelector('.composer textarea');
    const before = field.value.slice(0, field.selectionStart).replace(BEGUN, '');
    field.setRangeText(`@${name} `, before.length, field.selectionStart, 'end');
    this.#offered = [];
    this.#picked();
  }
}

function fits(name, begun) {
  return name.toLowerCase().includes(begun);
}
