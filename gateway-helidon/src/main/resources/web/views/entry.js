import { html } from '../lib/lit-html/lit-html.js';
import { live } from '../lib/lit-html/directives/live.js';
import * as memory from '../model/memory.js';
import { call } from '../model/rest.js';
import { chooseLanguage, errorText, LANGUAGES, language, text } from '../texts/language.js';

/** What each form is called, and how it goes on to the others. */
const MODES = {
  logIn: { lead: 'loginLead', name: 'nameOrNumber', others: ['register', 'findNumber'] },
  register: { lead: 'registerLead', name: 'name', others: ['logIn'] },
  findNumber: { lead: 'findLead', name: 'name', others: ['logIn'] },
};

/** The forms to log in, to make an account, and to find one's number again. */
export class Entry {
  #app;
  #mode = 'logIn';
  #name = '';
  #error = '';
  #found = '';
  #isBusy = false;

  constructor(app) {
    this.#app = app;
  }

  render() {
    const mode = MODES[this.#mode];
    return html`<main class="entry">
      <form data-test="entry" data-mode=${this.#mode} novalidate @submit=${(event) => this.#submit(event)}>
        <img src="/icon.svg" alt="" width="64" height="64" />
        <h1>${text('title')}</h1>
        <p class="lead">${text(mode.lead)}</p>
        <label
          ><span>${text(mode.name)}</span>
          <input
            name="name"
            data-test="entry-name"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            maxlength="100"
            .value=${live(this.#name)}
            @input=${(event) => (this.#name = event.target.value)}
          />
        </label>
        <label
          ><span>${text('password')}</span>
          <input
            name="password"
            type="password"
            data-test="entry-password"
            autocomplete=${this.#mode === 'register' ? 'new-password' : 'current-password'}
            maxlength="128"
          />
        </label>
        <p class="error" role="alert" data-test="entry-error">${this.#error}</p>
        <p class="found" role="status" data-test="entry-found">${this.#found}</p>
        <button class="primary" type="submit" data-test="entry-submit" ?disabled=${this.#isBusy}>
          ${text(this.#mode)}
        </button>
        <div class="others">
          ${mode.others.map(
            (other) =>
              html`<button
                class="link"
                type="button"
                data-test="to-${other}"
                @click=${() => this.#switch(other)}
              >
                ${text(`to_${other}`)}
              </button>`,
          )}
        </div>
      </form>
      ${languageChoice(() => this.#app.draw())}
    </main>`;
  }

  /** Begins again, for the next one who logs in. */
  reset() {
    this.#switch('logIn');
  }

  /** Puts the cursor into the first field, where there is a keyboard. */
  focus() {
    if (matchMedia('(hover: hover)').matches) {
      document.querySelector('.entry input')?.focus();
    }
  }

  #switch(mode) {
    this.#mode = mode;
    this.#error = '';
    this.#found = '';
    this.#app.draw();
  }

  async #submit(event) {
    event.preventDefault();
    const password = event.target.elements.password;
    const name = this.#name.trim();
    if (!name || !password.value) {
      this.#error = text('needBoth');
      this.#app.draw();
      return;
    }
    this.#isBusy = true;
    this.#error = '';
    this.#app.draw();
    try {
      await this.#do(name, password.value);
    } catch (failure) {
      this.#error = this.#explain(failure);
    } finally {
      password.value = '';
      this.#isBusy = false;
      this.#app.draw();
    }
  }

  async #do(name, password) {
    switch (this.#mode) {
      case 'logIn':
        await this.#app.account.logIn(name, password);
        break;
      case 'register':
        await this.#app.account.register(name, password);
        break;
      case 'findNumber': {
        const { userId } = await call('POST', '/api/find-user-id', { name, pwd: password });
        this.#found = text('yourNumber', { id: userId });
        break;
      }
      default:
    }
  }

  #explain(failure) {
    if (failure.errno === 1) {
      return text(this.#mode === 'register' ? 'nameTaken' : 'wrongLogin');
    }
    return failure.errno === 0 ? text('notConnected') : errorText(failure);
  }
}

/** The choice of the language; changed() draws the page again. */
export function languageChoice(changed) {
  return html`<label class="language"
    ><span class="unseen">${text('language')}</span>
    <select
      data-test="language"
      @change=${(event) => {
        memory.saveSettings({ language: event.target.value });
        chooseLanguage();
        changed();
      }}
    >
      ${Object.entries(LANGUAGES).map(
        ([tag, name]) =>
          html`<option value=${tag} lang=${tag} .selected=${tag === language()}>${name}</option>`,
      )}
    </select>
  </label>`;
}
