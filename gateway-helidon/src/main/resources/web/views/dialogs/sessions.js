import { html } from '../../lib/lit-html/lit-html.js';
import { END_SESSION, LIST_SESSIONS } from '../../model/msgid.js';
import { errorText, text } from '../../texts/language.js';
import { fullTime } from '../../texts/time.js';

/** Where the user is logged in; each of the others can be ended. */
export class Sessions {
  #app;
  #sessions = [];
  #error = '';

  constructor(app) {
    this.#app = app;
    this.#load();
  }

  render() {
    if (this.#sessions.length === 0 && !this.#error) {
      return '';
    }
    return html`<section data-test="sessions">
      <h3>${text('sessions')}</h3>
      <p class="error" role="alert">${this.#error}</p>
      <ul class="lines">
        ${this.#sessions.map(
          (session) =>
            html`<li data-test="session">
              <span>
                <strong dir="auto">${session.device || text('unknownDevice')}</strong>
                <small>${session.address} · ${fullTime(session.created_ms)}</small>
              </span>
              ${session.current
                ? html`<span class="tag">${text('thisOne')}</span>`
                : html`<button type="button" data-test="end-session" @click=${() => this.#end(session)}>
                    ${text('endSession')}
                  </button>`}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  async #end({ session_id: id }) {
    await this.#do(() => this.#app.wire.request({ msgid: END_SESSION, session_id: id }));
    await this.#load();
  }

  #load() {
    return this.#do(async () => {
      this.#sessions = (await this.#app.wire.request({ msgid: LIST_SESSIONS })).sessions;
    });
  }

  async #do(action) {
    try {
      await action();
      this.#error = '';
    } catch (failure) {
      this.#error = failure.errno === 404 ? '' : errorText(failure);
    }
    this.#app.draw();
  }
}
