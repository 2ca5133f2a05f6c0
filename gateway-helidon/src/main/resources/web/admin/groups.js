import { html } from '../lib/lit-html/lit-html.js';
import { call } from '../model/rest.js';
import { text } from '../texts/language.js';
import { confirm } from '../views/dialogs/ask.js';
import { Listing } from './listing.js';

/** All groups; they can be disbanded. */
export class Groups {
  #app;
  #listing;

  constructor(app) {
    this.#app = app;
    this.#listing = new Listing(app, 'groups', 'groups');
  }

  load() {
    return this.#listing.load();
  }

  render() {
    return this.#listing.render(
      ['admin_id', 'admin_name', 'admin_memberCount', 'admin_owner', ''],
      (group) => [
        group.id,
        html`<strong>${group.name}</strong>`,
        group.memberCount,
        group.ownerId,
        html`<span class="actions">
          <button type="button" data-test="admin-disband" @click=${() => this.#disband(group)}>
            ${text('admin_disband')}
          </button>
        </span>`,
      ],
    );
  }

  #disband(group) {
    confirm(this.#app, {
      title: 'admin_disband',
      lead: 'admin_disbandLead',
      action: 'admin_disband',
      submit: async () => {
        await call('POST', `/api/admin/groups/${group.id}/disband`);
        await this.load();
      },
    });
  }
}
