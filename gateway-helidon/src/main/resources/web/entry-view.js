import { byId } from './dom.js';
import { errorText, text } from './language.js';

/** The form with which a person logs in or makes an account. */
export class EntryView {
  #account;
  #isNew = false;

  constructor(account) {
    this.#account = account;
    byId('entry-form').addEventListener('submit', (event) => this.#submit(event));
    byId('entry-switch').addEventListener('click', () => this.#switch(!this.#isNew));
  }

  /** Makes the form ready for typing. */
  show() {
    byId('entry-password').value = '';
    byId('entry-name').focus();
  }

  #switch(isNew) {
    this.#isNew = isNew;
    byId('entry-lead').textContent = text(isNew ? 'registerLead' : 'loginLead');
    byId('entry-name-label').textContent = text(isNew ? 'name' : 'nameOrNumber');
    byId('entry-submit').textContent = text(isNew ? 'register' : 'logIn');
    byId('entry-switch').textContent = text(isNew ? 'toLogin' : 'toRegister');
    byId('entry-password').autocomplete = isNew ? 'new-password' : 'current-password';
    byId('entry-error').textContent = '';
  }

  async #submit(event) {
    event.preventDefault();
    const name = byId('entry-name').value;
    const password = byId('entry-password').value;
    const error = byId('entry-error');
    if (name.trim() === '' || password === '') {
      error.textContent = text('needText');
      return;
    }
    error.textContent = '';
    byId('entry-submit').disabled = true;
    try {
      await (this.#isNew ? this.#account.register(name, password) : this.#account.logIn(name, password));
      this.#switch(false);
    } catch (failure) {
      const refused = text(this.#isNew ? 'nameTaken' : 'wrongLogin');
      error.textContent = failure.errno === 1 ? refused : errorText(failure);
    } finally {
      byId('entry-submit').disabled = false;
    }
  }
}
