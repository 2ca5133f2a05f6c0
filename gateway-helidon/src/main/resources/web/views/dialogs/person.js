import { html } from '../../lib/lit-html/lit-html.js';
import { GET_PROFILE } from '../../model/msgid.js';
import { errorText, text } from '../../texts/language.js';
import { avatar } from '../avatar.js';
import { ask, confirm } from './ask.js';

/** Somebody's profile, and what the user can do: write, be friends, block. */
export class PersonDialog {
  #app;
  #id;
  #name;
  #profile = {};
  #error = '';

  constructor(app, id, name) {
    this.#app = app;
    this.#id = id;
    this.#name = name;
    this.#load();
  }

  title() {
    return text('profile');
  }

  render() {
    const { nickname, signature, avatar_url: picture } = this.#profile;
    const friend = this.#app.people.friends.get(this.#id);
    return html`<div class="profile" data-test="profile">
        ${picture
          ? html`<img class="portrait" src=${picture} alt="" referrerpolicy="no-referrer" />`
          : avatar({ id: this.#id, name: this.#name, state: friend?.state ?? '' })}
        <strong dir="auto">${nickname || this.#name}</strong>
        <small dir="auto">
          ${nickname ? html`${this.#name} · ` : ''}${text('number', { id: this.#id })}
        </small>
        ${friend ? html`<small>${text(friend.state)}</small>` : ''}
        ${signature ? html`<p dir="auto">${signature}</p>` : ''}
      </div>
      <p class="error" role="alert">${this.#error}</p>
      ${this.#id === this.#app.chat.user.id ? '' : this.#actions(friend)}`;
  }

  #actions(friend) {
    const isBlocked = this.#app.people.blocked.has(this.#id);
    return html`<div class="buttons">
      <button
        type="button"
        data-test="block"
        @click=${() => this.#do(() => this.#app.people.block(this.#id, !isBlocked))}
      >
        ${text(isBlocked ? 'unblock' : 'block')}
      </button>
      ${friend
        ? html`<button type="button" class="danger" data-test="remove-friend" @click=${() => this.#remove()}>
            ${text('removeFriend')}
          </button>`
        : html`<button type="button" data-test="befriend" @click=${() => this.#befriend()}>
            ${text('addFriend')}
          </button>`}
      <button type="button" class="primary" data-test="write" @click=${() => this.#write()}>
        ${text('write')}
      </button>
    </div>`;
  }

  #write() {
    this.#app.dialogs.closeAll();
    this.#app.go(this.#app.chat.meet(this.#id, this.#name));
  }

  #befriend() {
    ask(this.#app, {
      title: 'addFriend',
      action: 'add',
      fields: [{ name: 'words', label: 'requestWords', optional: true, max: 200 }],
      submit: async ({ words }) => {
        const isPending = await this.#app.people.addFriend(this.#id, words.trim());
        this.#app.toasts.say(text(isPending ? 'requestSent' : 'friendAdded'));
      },
    });
  }

  #remove() {
    confirm(this.#app, {
      title: 'removeFriend',
      lead: 'removeFriendLead',
      action: 'removeFriend',
      submit: () => this.#app.people.removeFriend(this.#id),
    });
  }

  #load() {
    return this.#do(async () => {
      const request = { msgid: GET_PROFILE, user_id: this.#id };
      this.#profile = (await this.#app.wire.request(request)).profile;
      this.#name = this.#profile.name;
    });
  }

  async #do(action) {
    this.#error = '';
    try {
      await action();
    } catch (failure) {
      this.#error = errorText(failure);
    }
    this.#app.draw();
  }
}
