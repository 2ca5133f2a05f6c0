import { html } from '../../lib/lit-html/lit-html.js';
import { errorText, text } from '../../texts/language.js';

/**
 * A dialog with a few fields. wish is { title, lead, action, fields, submit }: title, lead and
 * action are keys of texts; fields are { name, label, optional, type, max }; submit(values) does the
 * work. The dialog closes when that is done, and says why when it fails.
 */
class AskDialog {
  #app;
  #wish;
  #error = '';
  #isBusy = false;

  constructor(app, wish) {
    this.#app = app;
    this.#wish = { fields: [], ...wish };
  }

  title() {
    return text(this.#wish.title);
  }

  render() {
    const { lead, action, fields } = this.#wish;
    return html`<form data-test="ask" novalidate @submit=${(event) => this.#submit(event)}>
      ${lead ? html`<p>${text(lead)}</p>` : ''} ${fields.map(field)}
      <p class="error" role="alert" data-test="ask-error">${this.#error}</p>
      <div class="buttons">
        <button type="button" data-test="ask-cancel" @click=${() => this.#app.dialogs.close(this)}>
          ${text('cancel')}
        </button>
        <button class="primary" type="submit" data-test="ask-submit" ?disabled=${this.#isBusy}>
          ${text(action)}
        </button>
      </div>
    </form>`;
  }

  async #submit(event) {
    event.preventDefault();
    const inputs = this.#wish.fields.map(({ name }) => event.target.elements[name]);
    const missing = inputs.find((input, i) => !this.#wish.fields[i].optional && !input.value.trim());
    if (missing) {
      this.#error = text('needText');
      missing.focus();
      this.#app.draw();
      return;
    }
    this.#isBusy = true;
    this.#app.draw();
    try {
      await this.#wish.submit(Object.fromEntries(inputs.map(({ name, value }) => [name, value])));
      this.#app.dialogs.close(this);
    } catch (failure) {
      this.#error = failure.errno === 1 ? text('wrongPassword') : errorText(failure);
    } finally {
      this.#isBusy = false;
      this.#app.draw();
    }
  }
}

function field({ name, label, type = 'text', max = 100, note }, index) {
  return html`<label
    ><span>${text(label)}</span>
    <input
      name=${name}
      type=${type}
      maxlength=${max}
      autocomplete=${type === 'password' ? 'new-password' : 'off'}
      data-test="ask-${name}"
      ?autofocus=${index === 0}
    />
    ${note ? html`<small>${text(note)}</small>` : ''}
  </label>`;
}

/** Asks for a few words; see AskDialog. */
export function ask(app, wish) {
  app.dialogs.open(new AskDialog(app, wish));
}

/** Asks whether something is really wanted. */
export function confirm(app, wish) {
  ask(app, wish);
}

/** Adds a friend by number or name. */
export function addFriend(app) {
  ask(app, {
    title: 'addFriend',
    action: 'add',
    fields: [
      { name: 'who', label: 'nameOrNumber' },
      { name: 'words', label: 'requestWords', optional: true, max: 200 },
    ],
    submit: async ({ who, words }) => {
      const id = await app.people.find(who.trim());
      const isPending = await app.people.addFriend(id, words.trim());
      if (isPending) {
        app.toasts.say(text('requestSent'));
      } else {
        app.go(`private:${id}`);
      }
    },
  });
}

/** Makes a group and opens it. */
export function createGroup(app) {
  ask(app, {
    title: 'createGroup',
    action: 'create',
    fields: [
      { name: 'name', label: 'groupName', max: 50 },
      { name: 'desc', label: 'groupDesc', optional: true, max: 200 },
    ],
    submit: async ({ name, desc }) =>
      app.go(`group:${await app.people.createGroup(name.trim(), desc.trim())}`),
  });
}

/** Joins a group by its number. */
export function joinGroup(app) {
  ask(app, {
    title: 'joinGroup',
    action: 'join',
    fields: [{ name: 'id', label: 'groupNumber', max: 10 }],
    submit: async ({ id }) => {
      await app.people.addMember(Number(id));
      app.go(`group:${Number(id)}`);
    },
  });
}
