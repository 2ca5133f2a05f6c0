import { html, render } from '../lib/lit-html/lit-html.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { Frame } from '../model/frame.js';
import { isLookedAt } from '../model/notifier.js';
import { text } from '../texts/language.js';
import { icon } from './icons.js';
import { items } from './message-items.js';
import { Rows } from './rows.js';

/** What is drawn beyond the edges, so that scrolling finds it there; pixels. */
const BEYOND = 700;
/** So near to the end the list follows what comes; pixels. */
const NEAR_END = 60;
/** So near to the beginning older messages are asked for; pixels. */
const NEAR_START = 1500;
const MEASURING_ROUNDS = 4;

/**
 * The messages of one conversation. Only the rows around what is seen are in the document, whatever
 * the number of messages. The place where the user reads stays where it is when rows come before it
 * or change their height; at the end the list follows what is new.
 */
export class MessageList {
  element = document.createElement('div');
  #hooks;
  #conversation = null;
  #items = [];
  #rows = new Rows();
  #atEnd = true;
  #isPlaced = false;
  #flashed = null;
  #jump = null;
  #width = 0;
  #lastTop = 0;
  #frame = new Frame(() => this.#draw());
  /** The first row that is in the document, and the first one behind that is not. */
  #drawn = { first: 0, end: 0 };
  #scroll;
  #head;
  #before;
  #list;
  #after;

  /**
   * Hooks: row(conversation, item, isFlashed) is the template of a message; older(conversation)
   * loads more; saw(conversation, seq) is told what the user has seen.
   */
  constructor(hooks) {
    this.#hooks = hooks;
    this.element.className = 'messages';
    this.#drawFrame([]);
    this.#scroll = this.element.querySelector('.scroll');
    [this.#head, this.#before, this.#list, this.#after] = this.#scroll.children;
    this.#scroll.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#scroll.addEventListener('keydown', (event) => this.#step(event));
    addEventListener('focus', () => this.#frame.ask());
    const sizes = new ResizeObserver(() => this.#resized());
    sizes.observe(this.#scroll);
    sizes.observe(this.#list);
  }

  /** Shows the conversation as it is now. */
  show(conversation) {
    if (conversation !== this.#conversation) {
      this.#conversation = conversation;
      this.#rows.clear();
      this.#isPlaced = false;
      this.#jump = null;
      this.#flashed = null;
      this.#atEnd = true;
    }
    this.#draw();
  }

  /** Follows the end again. */
  toEnd() {
    this.#atEnd = true;
    this.#jump = null;
    this.#frame.ask();
  }

  /** Puts a message before the user's eyes. */
  toMessage(seq) {
    this.#jump = { seq, share: 0.35 };
    this.#flashed = seq;
    this.#draw();
    this.#rowOf(this.#items.find(({ message }) => message.seq === seq)?.key)?.focus({
      preventScroll: true,
    });
  }

  #draw() {
    if (!this.#conversation || !this.element.isConnected) {
      return;
    }
    if (!this.#isPlaced && this.#conversation.loaded) {
      this.#place();
    }
    const anchor = this.#anchor();
    const its = items(this.#conversation);
    if (its !== this.#items) {
      this.#items = its;
      this.#rows.set(its.map(({ key }) => key));
    }
    for (let round = 0; round < MEASURING_ROUNDS; round++) {
      this.#rows.place();
      const top = this.#wantedTop(anchor);
      this.#drawAround(top);
      if (!this.#measure()) {
        break;
      }
    }
    this.#rows.place();
    this.#pad();
    this.#moveTo(this.#wantedTop(anchor));
    if (this.#jump && this.#conversation.loaded) {
      this.#jump = null;
      this.#atEnd = this.#isNearEnd();
    }
    this.#moved();
  }

  /** What follows from where the scroller stands. */
  #moved() {
    this.#tellSeen();
    if (this.#scroll.scrollTop < NEAR_START) {
      this.#hooks.older(this.#conversation);
    }
  }

  /** Begins at the first message that is new, or at the end. */
  #place() {
    const { newFromSeq } = this.#conversation;
    this.#isPlaced = true;
    if (newFromSeq && !this.#jump) {
      this.#jump = { seq: newFromSeq, share: 0.25 };
      this.#atEnd = false;
    }
  }

  /** The row whose end must stay where it is, and how far below the upper edge that is. */
  #anchor() {
    if (this.#rows.count === 0) {
      return null;
    }
    const top = this.#scroll.scrollTop - this.#head.offsetHeight;
    const index = this.#rows.indexAt(top);
    return { key: this.#rows.keyAt(index), below: this.#rows.topOf(index + 1) - top };
  }

  /** Where the scroller should stand; beyond the end for the end, whatever its padding is. */
  #wantedTop(anchor) {
    const head = this.#head.offsetHeight;
    const jump = this.#jump ? this.#rows.indexOf(this.#keyOf(this.#jump.seq)) : -1;
    if (jump >= 0) {
      return head + this.#rows.topOf(jump) - this.#scroll.clientHeight * this.#jump.share;
    }
    const index = this.#atEnd || !anchor ? -1 : this.#rows.indexOf(anchor.key);
    return index < 0
      ? head + this.#rows.total + this.#scroll.clientHeight
      : head + this.#rows.topOf(index + 1) - anchor.below;
  }

  #drawAround(wantedTop) {
    const top = Math.max(0, wantedTop - this.#head.offsetHeight);
    const end = Math.min(top + this.#scroll.clientHeight, this.#rows.total) + BEYOND;
    const first = this.#rows.indexAt(end - this.#scroll.clientHeight - 2 * BEYOND);
    const last = this.#rows.indexAt(end);
    this.#drawn = { first, end: Math.min(last + 1, this.#rows.count) };
    this.#drawFrame(this.#items.slice(first, last + 1));
    this.#pad();
  }

  /** Leaves room for the rows that are not in the document. */
  #pad() {
    const { first, end } = this.#drawn;
    this.#before.style.height = `${this.#rows.topOf(first)}px`;
    this.#after.style.height = `${this.#rows.total - this.#rows.topOf(end)}px`;
  }

  #drawFrame(shown) {
    const conversation = this.#conversation;
    const isEmpty = conversation?.loaded && this.#items.length === 0;
    render(
      html`<div
          class="scroll"
          tabindex="0"
          role="region"
          aria-label=${text('messages')}
          data-test="message-scroll"
        >
          <div class="list-head">
            ${conversation?.hasOlder || conversation?.isLoading
              ? html`<span class="spinner" role="img" aria-label=${text('loading')}></span>`
              : isEmpty
                ? html`<p class="hint">${text('noMessagesYet')}</p>`
                : ''}
          </div>
          <div class="before"></div>
          <ol class="rows" data-test="message-list">
            ${repeat(
              shown,
              ({ key }) => key,
              (item) =>
                this.#hooks.row(conversation, item, item.message.seq === this.#flashed),
            )}
          </ol>
          <div class="after"></div>
        </div>
        <button
          class="to-end icon-button"
          type="button"
          data-test="to-end"
          aria-label=${text('toEnd')}
          title=${text('toEnd')}
          ?hidden=${this.#atEnd}
          @click=${() => this.toEnd()}
        >
          ${icon('down')}${conversation?.unread
            ? html`<span class="badge">${conversation.unread}</span>`
            : ''}
        </button>`,
      this.element,
    );
  }

  #measure() {
    let isNew = false;
    for (const row of this.#list.children) {
      isNew = this.#rows.measured(row.dataset.key, row.getBoundingClientRect().height) || isNew;
    }
    return isNew;
  }

  #moveTo(wanted) {
    const top = Math.min(wanted, this.#scroll.scrollHeight - this.#scroll.clientHeight);
    if (Math.abs(this.#scroll.scrollTop - top) > 0.5) {
      this.#scroll.scrollTop = top;
    }
    this.#lastTop = this.#scroll.scrollTop;
  }

  #scrolled() {
    // Only going up leaves the end: rows that grow leave it too, but not by the user's will.
    const { scrollTop } = this.#scroll;
    const wasAtEnd = this.#atEnd;
    this.#atEnd = this.#isNearEnd() || (wasAtEnd && scrollTop >= this.#lastTop - 1);
    this.#lastTop = scrollTop;
    if (wasAtEnd !== this.#atEnd || !this.#isCovered(scrollTop - this.#head.offsetHeight)) {
      this.#frame.ask();
    } else {
      this.#moved();
    }
  }

  /** Whether what is seen, and a little more, is in the document. */
  #isCovered(top) {
    const { first, end } = this.#drawn;
    const from = this.#rows.topOf(first);
    const to = this.#rows.topOf(end);
    const bottom = top + this.#scroll.clientHeight + BEYOND / 2;
    return (first === 0 || from <= top - BEYOND / 2) && (end === this.#rows.count || to >= bottom);
  }

  #isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  #resized() {
    if (this.#scroll.clientWidth !== this.#width) {
      this.#width = this.#scroll.clientWidth;
      this.#rows.clear();
      this.#frame.ask();
    } else if (this.#measure() || this.#atEnd) {
      this.#frame.ask();
    }
  }

  /** The last message that is on the screen has been seen, and so have those before it. */
  #tellSeen() {
    const conversation = this.#conversation;
    if (!conversation.loaded || !isLookedAt() || conversation.isLoading) {
      return;
    }
    const bottom = this.#scroll.scrollTop + this.#scroll.clientHeight - this.#head.offsetHeight;
    const seen = this.#items[this.#rows.indexAt(bottom - 1)]?.message.seq ?? 0;
    this.#hooks.saw(conversation, this.#atEnd ? conversation.headSeq : seen);
  }

  /** The arrow keys go from message to message, first to the lowest one that is seen. */
  #step(event) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') {
      return;
    }
    const row = event.target.closest('li');
    const next = row
      ? event.key === 'ArrowUp'
        ? row.previousElementSibling
        : row.nextElementSibling
      : this.#lowestSeen();
    if (next) {
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest' });
    }
  }

  #lowestSeen() {
    const { bottom } = this.#scroll.getBoundingClientRect();
    return [...this.#list.children].findLast((row) => row.getBoundingClientRect().top < bottom);
  }

  #rowOf(key) {
    return [...this.#list.children].find((row) => row.dataset.key === key);
  }

  /** The row of a seq; of the one before it where it is an edit or a recall. */
  #keyOf(seq) {
    return this.#items.findLast(({ message }) => message.seq <= seq)?.key;
  }
}
