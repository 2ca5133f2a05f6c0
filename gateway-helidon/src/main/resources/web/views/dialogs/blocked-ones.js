import { html } from '../../lib/lit-html/lit-html.js';
import { text } from '../../texts/language.js';
import { avatar } from '../avatar.js';

/** Those whom the user blocks. */
export class BlockedOnes {
  #app;
  #people = [];

  constructor(app) {
    this.#app = app;
    this.#load();
  }

  render() {
    return this.#people.length === 0
      ? ''
      : html`<section data-test="blocked">
          <h3>${text('blockedOnes')}</h3>
          <ul class="lines">
            ${this.#people.map(
              (person) =>
                html`<li>
                  ${avatar(person)}<strong dir="auto">${person.name}</strong>
                  <button type="button" @click=${() => this.#unblock(person.id)}>
                    ${text('unblock')}
                  </button>
                </li>`,
            )}
          </ul>
        </section>`;
  }

  async #unblock(id) {
    await this.#app.attempt(() => this.#app.people.block(id, false));
    await this.#load();
  }

  #load() {
    return this.#app.attempt(async () => {
      this.#people = await this.#app.people.blockedOnes();
    });
  }
}
