import { html } from '../lib/lit-html/lit-html.js';
import { text } from '../texts/language.js';
import { table } from './listing.js';

/** Who is connected at this moment. */
export class Online {
  #app;
  #reply = { online: 0, users: [] };

  constructor(app) {
    this.#app = app;
  }

  async load() {
    this.#reply = (await this.#app.ask('GET', 'online')) ?? this.#reply;
    this.#app.draw();
  }

  render() {
    const { online, users } = this.#reply;
    return html`<p class="figure" data-test="admin-online-count">
        ${text('admin_onlineCount', { count: online })}
        <button type="button" data-test="admin-refresh" @click=${() => this.load()}>
          ${text('admin_refresh')}
        </button>
      </p>
      ${table(['admin_id', 'admin_name', 'admin_connections'], users, (user) => [
        user.id,
        html`<strong>${user.name}</strong>`,
        user.connections,
      ])}`;
  }
}
