import { html } from '../lib/lit-html/lit-html.js';
import { call } from '../model/rest.js';
import { text } from '../texts/language.js';
import { fullTime } from '../texts/time.js';
import { ask, confirm } from '../views/dialogs/ask.js';
import { Listing } from './listing.js';

const HEADS = ['admin_id', 'admin_name', 'admin_role', 'admin_created', 'admin_state', ''];

/** All users: closing accounts, roles, passwords, ending connections. */
export class Users {
  #app;
  #listing;

  constructor(app) {
    this.#app = app;
    this.#listing = new Listing(app, 'users', 'users');
  }

  load() {
    return this.#listing.load();
  }

  render() {
    return this.#listing.render(HEADS, (user) => [
      user.id,
      html`<strong>${user.name}</strong>`,
      text(`admin_${user.role}`),
      user.createdMs ? fullTime(user.createdMs) : '',
      html`<span class="tag ${user.disabled ? 'off' : ''}"
        >${text(user.disabled ? 'admin_disabled' : 'admin_active')}</span
      >`,
      html`<span class="actions">${this.#actions(user)}</span>`,
    ]);
  }

  #actions(user) {
    return [
      user.disabled
        ? action('enable', () => this.#change(user, { disabled: false }))
        : action('disable', () =>
            confirm(this.#app, {
              title: 'admin_disable',
              lead: 'admin_disableLead',
              action: 'admin_disable',
              submit: () => this.#send(user, { disabled: true }),
            }),
          ),
      user.role === 'admin'
        ? action('makeUser', () => this.#change(user, { role: 'user' }))
        : action('makeAdmin', () => this.#change(user, { role: 'admin' })),
      action('setPassword', () =>
        ask(this.#app, {
          title: 'admin_setPassword',
          action: 'admin_setPassword',
          fields: [{ name: 'password', label: 'newPassword', type: 'password', max: 128 }],
          submit: ({ password }) => this.#send(user, { password }),
        }),
      ),
      action('kick', () => this.#kick(user)),
    ];
  }

  async #change(user, changes) {
    this.#take(await this.#app.ask('POST', `users/${user.id}`, changes));
  }

  async #send(user, changes) {
    this.#take(await call('POST', `/api/admin/users/${user.id}`, changes));
  }

  #take(reply) {
    if (reply) {
      this.#listing.put(reply.user);
      this.#app.toasts.say(text('admin_done'));
    }
  }

  async #kick(user) {
    if (await this.#app.ask('POST', `users/${user.id}/kick`)) {
      this.#app.toasts.say(text('admin_done'));
    }
  }
}

function action(name, run) {
  return html`<button type="button" data-test="admin-${name}" @click=${run}>
    ${text(`admin_${name}`)}
  </button>`;
}
