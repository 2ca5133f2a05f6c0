import { html } from '../lib/lit-html/lit-html.js';
import { text } from '../texts/language.js';

const LONGEST = 500;

/** Says something to everybody who is connected. */
export class Broadcast {
  #app;

  constructor(app) {
    this.#app = app;
  }

  load() {
    // There is nothing to ask for.
  }

  render() {
    return html`<form class="broadcast" data-test="broadcast" @submit=${(event) => this.#send(event)}>
      <p class="lead">${text('admin_broadcastLead')}</p>
      <label
        ><span>${text('admin_broadcastText')}</span>
        <textarea name="words" rows="4" maxlength=${LONGEST} required dir="auto" data-test="broadcast-text"></textarea>
      </label>
      <button class="primary" type="submit" data-test="broadcast-send">${text('send')}</button>
    </form>`;
  }

  async #send(event) {
    event.preventDefault();
    const { words } = event.target.elements;
    if (await this.#app.ask('POST', 'broadcast', { text: words.value.trim() })) {
      words.value = '';
      this.#app.toasts.say(text('admin_broadcastSent'));
    }
  }
}
