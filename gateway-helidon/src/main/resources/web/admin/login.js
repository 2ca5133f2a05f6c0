import { html } from '../lib/lit-html/lit-html.js';
import * as memory from '../model/memory.js';
import { call } from '../model/rest.js';
import { errorText, text } from '../texts/language.js';
import { languageChoice } from '../views/entry.js';

/** The login of administrators; with it one is logged in to the chat too. */
export class Login {
  #app;
  #error = '';

  constructor(app) {
    this.#app = app;
  }

  /** Shows why somebody could not go in. */
  say(words) {
    this.#error = words;
  }

  render() {
    return html`<main class="entry">
      <form data-test="admin-login" novalidate @submit=${(event) => this.#submit(event)}>
        <img src="/icon.svg" alt="" width="64" height="64" />
        <h1>${text('admin_title')}</h1>
        <p class="lead">${text('admin_lead')}</p>
        <label
          ><span>${text('nameOrNumber')}</span>
          <input name="who" autocomplete="username" data-test="entry-name" maxlength="100" />
        </label>
        <label
          ><span>${text('password')}</span>
          <input
            name="pwd"
            type="password"
            autocomplete="current-password"
            data-test="entry-password"
            maxlength="128"
          />
        </label>
        <p class="error" role="alert" data-test="entry-error">${this.#error}</p>
        <button class="primary" type="submit" data-test="entry-submit">${text('logIn')}</button>
        <div class="others"><a href="/">${text('admin_toChat')}</a></div>
      </form>
      ${languageChoice(() => this.#app.draw())}
    </main>`;
  }

  async #submit(event) {
    event.preventDefault();
    const { who, pwd } = event.target.elements;
    const name = who.value.trim();
    this.#error = '';
    try {
      memory.saveToken((await logIn(name, pwd.value)).token);
      await this.#app.start();
    } catch (failure) {
      this.#error = failure.errno === 1 ? text('wrongLogin') : errorText(failure);
    }
    this.#app.draw();
  }
}

/** Digits alone may be a number or a name. */
async function logIn(who, pwd) {
  if (/^\d{1,9}$/.test(who)) {
    try {
      return await call('POST', '/api/login', { id: who, pwd });
    } catch (failure) {
      if (failure.errno !== 1) {
        throw failure;
      }
    }
  }
  return call('POST', '/api/login', { name: who, pwd });
}
