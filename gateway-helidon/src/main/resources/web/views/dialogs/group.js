import { html } from '../../lib/lit-html/lit-html.js';
import { errorText, text } from '../../texts/language.js';
import { avatar } from '../avatar.js';
import { icon } from '../icons.js';
import { ask, confirm } from './ask.js';

/** The members of a group, and what can be done about them. */
export class GroupDialog {
  #app;
  #conversation;
  #members = null;
  #error = '';

  constructor(app, conversation) {
    this.#app = app;
    this.#conversation = conversation;
    this.#load();
  }

  title() {
    return this.#conversation.name;
  }

  render() {
    const group = this.#app.people.groups.get(this.#conversation.id);
    const members = this.#members ?? group?.members ?? [];
    const me = members.find(({ id }) => id === this.#app.chat.user.id);
    return html`${group?.desc ? html`<p class="lead" dir="auto">${group.desc}</p>` : ''}
      <p class="lead">
        ${text('number', { id: this.#conversation.id })} ·
        ${text('memberCount', { count: members.length })}
      </p>
      <p class="error" role="alert">${this.#error}</p>
      <ul class="members" data-test="member-list">
        ${members.map((member) => this.#row(member, me))}
      </ul>
      <div class="buttons">
        ${me && me.role !== 'owner'
          ? html`<button type="button" class="danger" data-test="leave-group" @click=${() => this.#leave()}>
              ${text('leaveGroup')}
            </button>`
          : ''}
        <button type="button" class="primary" data-test="add-member" @click=${() => this.#add()}>
          ${text('addMember')}
        </button>
      </div>`;
  }

  #row(member, me) {
    const mayRemove =
      me &&
      member.id !== me.id &&
      (me.role === 'owner' || (me.role === 'admin' && member.role === 'member'));
    return html`<li data-test="member">
      <button
        type="button"
        class="who"
        @click=${() => this.#app.showPerson(member.id, member.name)}
      >
        ${avatar({ ...member, state: member.state ?? '' })}
        <span class="names">
          <strong dir="auto">${member.name}</strong>
          <small>
            ${text('number', { id: member.id })}${member.role === 'member'
              ? ''
              : html` · ${text(member.role)}`}
          </small>
        </span>
      </button>
      ${mayRemove
        ? html`<button
            class="icon-button"
            type="button"
            data-test="remove-member"
            aria-label=${text('removeMember', { name: member.name })}
            title=${text('removeMember', { name: member.name })}
            @click=${() => this.#do(() => this.#app.people.removeMember(this.#conversation.id, member.id))}
          >
            ${icon('close')}
          </button>`
        : ''}
    </li>`;
  }

  #add() {
    ask(this.#app, {
      title: 'addMember',
      action: 'add',
      fields: [{ name: 'who', label: 'nameOrNumber' }],
      submit: async ({ who }) => {
        const id = await this.#app.people.find(who.trim());
        await this.#app.people.addMember(this.#conversation.id, id);
        this.#load();
      },
    });
  }

  #leave() {
    confirm(this.#app, {
      title: 'leaveGroup',
      lead: 'leaveGroupLead',
      action: 'leaveGroup',
      submit: async () => {
        await this.#app.people.removeMember(this.#conversation.id);
        this.#app.dialogs.close(this);
      },
    });
  }

  async #load() {
    await this.#do(async () => {
      this.#members = await this.#app.people.members(this.#conversation.id);
    }, false);
  }

  async #do(action, again = true) {
    this.#error = '';
    try {
      await action();
      if (again) {
        await this.#load();
      }
    } catch (failure) {
      this.#error = errorText(failure);
    }
    this.#app.draw();
  }
}
