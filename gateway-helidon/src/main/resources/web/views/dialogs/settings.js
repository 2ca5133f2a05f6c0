import { html } from '../../lib/lit-html/lit-html.js';
import * as memory from '../../model/memory.js';
import { text } from '../../texts/language.js';
import { languageChoice } from '../entry.js';
import { chooseTheme, THEMES } from '../theme.js';
import { changePassword } from './password.js';
import { ProfileForm } from './profile-form.js';
import { Sessions } from './sessions.js';
import { BlockedOnes } from './blocked-ones.js';

/** Everything about the user's account and about this browser. */
export class SettingsDialog {
  kind = 'settings-dialog';
  #app;
  #profile;
  #sessions;
  #blocked;

  constructor(app) {
    this.#app = app;
    this.#profile = new ProfileForm(app);
    this.#sessions = new Sessions(app);
    this.#blocked = new BlockedOnes(app);
  }

  title() {
    return text('settings');
  }

  render() {
    return html`<div class="settings" data-test="settings">
      ${this.#profile.render()} ${this.#here()} ${this.#sessions.render()}
      ${this.#blocked.render()}
      <div class="buttons">
        ${memory.isAdministrator()
          ? html`<a href="/admin/" data-test="to-admin">${text('admin_title')}</a>`
          : ''}
        <button type="button" data-test="change-password" @click=${() => changePassword(this.#app)}>
          ${text('changePassword')}
        </button>
        <button
          type="button"
          class="danger"
          data-test="settings-log-out"
          @click=${() => this.#app.account.logOut()}
        >
          ${text('logOut')}
        </button>
      </div>
    </div>`;
  }

  /** What is kept in this browser only. */
  #here() {
    const { theme } = memory.settings();
    return html`<section>
      <h3>${text('thisBrowser')}</h3>
      <div class="choice">
        <span>${text('language')}</span>${languageChoice(() => this.#app.draw())}
      </div>
      <div class="choice">
        <label for="theme">${text('theme')}</label>
        <select id="theme" data-test="theme" @change=${(event) => this.#look(event.target.value)}>
          ${THEMES.map(
            (name) =>
              html`<option value=${name} .selected=${name === theme}>${text(`theme_${name}`)}</option>`,
          )}
        </select>
      </div>
      ${this.#notifications()}
    </section>`;
  }

  #notifications() {
    const { notifier } = this.#app;
    return html`<label class="choice">
      <span
        >${text('notifications')}
        ${notifier.isPossible ? '' : html`<small>${text('notificationsImpossible')}</small>`}</span
      >
      <input
        type="checkbox"
        role="switch"
        data-test="notifications"
        .checked=${notifier.isOn}
        ?disabled=${!notifier.isPossible}
        @change=${(event) => this.#notify(event.target)}
      />
    </label>`;
  }

  #look(theme) {
    memory.saveSettings({ theme });
    chooseTheme();
    this.#app.draw();
  }

  async #notify(box) {
    const wanted = box.checked;
    const isOn = await this.#app.notifier.turn(wanted);
    box.checked = isOn;
    if (wanted && !isOn) {
      this.#app.toasts.say(text('notificationsRefused'));
    }
  }
}
