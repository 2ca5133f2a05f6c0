import { html } from '../../lib/lit-html/lit-html.js';
import { GET_PROFILE, SET_PROFILE } from '../../model/msgid.js';
import { errorText, text } from '../../texts/language.js';
import { avatar } from '../avatar.js';

/** The user's own profile. */
export class ProfileForm {
  #app;
  #profile = null;
  #note = '';
  #error = '';

  constructor(app) {
    this.#app = app;
    this.#do(() => ({ msgid: GET_PROFILE, user_id: app.chat.user.id }), '');
  }

  render() {
    const { user } = this.#app.chat;
    const { nickname = '', signature = '', avatar_url: picture = '', asks } = this.#profile ?? {};
    return html`<form class="own-profile" novalidate @submit=${(event) => this.#save(event)}>
      <div class="profile">
        ${avatar(user)} <strong dir="auto">${user.name}</strong>
        <small>${text('number', { id: user.id })}</small>
      </div>
      ${input('nickname', nickname, 50)} ${input('signature', signature, 200)}
      ${input('avatar_url', picture, 500)}
      ${asks === undefined
        ? ''
        : html`<label class="choice">
            <span>${text('asks')}<small>${text('asksLead')}</small></span>
            <input type="checkbox" role="switch" name="asks" data-test="asks" .checked=${asks} />
          </label>`}
      <p class="error" role="alert">${this.#error}</p>
      <div class="buttons">
        <span role="status" data-test="profile-note">${this.#note}</span>
        <button class="primary" type="submit" data-test="profile-save" ?disabled=${!this.#profile}>
          ${text('save')}
        </button>
      </div>
    </form>`;
  }

  #save(event) {
    event.preventDefault();
    const { nickname, signature, avatar_url: picture, asks } = event.target.elements;
    this.#do(
      () => ({
        msgid: SET_PROFILE,
        nickname: nickname.value,
        signature: signature.value,
        avatar_url: picture.value,
        ...(asks && { asks: asks.checked }),
      }),
      text('saved'),
    );
  }

  async #do(request, note) {
    this.#error = '';
    this.#note = '';
    try {
      this.#profile = (await this.#app.wire.request(request())).profile;
      this.#note = note;
    } catch (failure) {
      this.#error = errorText(failure);
    }
    this.#app.draw();
  }
}

function input(name, value, max) {
  return html`<label
    ><span>${text(name)}</span>
    <input name=${name} maxlength=${max} autocomplete="off" dir="auto" data-test="profile-${name}" .value=${value} />
  </label>`;
}
