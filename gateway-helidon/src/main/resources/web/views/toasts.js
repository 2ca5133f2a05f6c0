import { html } from '../lib/lit-html/lit-html.js';

const SHOWN_MS = 5_000;

/** Short words about what has just happened; they go away by themselves. */
export class Toasts {
  #draw;
  #words = [];

  constructor(draw) {
    this.#draw = draw;
  }

  /** Shows words for a few seconds. */
  say(words) {
    const entry = { words };
    this.#words.push(entry);
    setTimeout(() => {
      this.#words.splice(this.#words.indexOf(entry), 1);
      this.#draw();
    }, SHOWN_MS);
    this.#draw();
  }

  render() {
    return html`<div class="toasts" role="status" aria-live="polite" data-test="toasts">
      ${this.#words.map(({ words }) => html`<p>${words}</p>`)}
    </div>`;
  }
}
