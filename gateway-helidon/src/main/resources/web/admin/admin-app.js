import { html, render } from '../lib/lit-html/lit-html.js';
import { Frame } from '../model/frame.js';
import * as memory from '../model/memory.js';
import { call } from '../model/rest.js';
import { errorText, text } from '../texts/language.js';
import { Dialogs } from '../views/dialogs/dialogs.js';
import { languageChoice } from '../views/entry.js';
import { icon } from '../views/icons.js';
import { Toasts } from '../views/toasts.js';
import { Audit } from './audit.js';
import { Broadcast } from './broadcast.js';
import { Groups } from './groups.js';
import { Login } from './login.js';
import { Online } from './online.js';
import { Users } from './users.js';

const PARTS = { users: Users, groups: Groups, online: Online, audit: Audit, broadcast: Broadcast };

/** The page of administrators: one part at a time, over REST. */
export class AdminApp {
  dialogs = new Dialogs();
  toasts = new Toasts(() => this.draw());
  #root;
  #login = new Login(this);
  #part = null;
  #name = '';
  #isIn = false;
  #frame = new Frame(() => this.#drawNow());

  /** root is the element that the page fills. */
  constructor(root) {
    this.#root = root;
    addEventListener('hashchange', () => this.#isIn && this.#show());
    memory.whenTokenChanges(() => this.start());
  }

  /** Goes in where there is a token of an administrator, else asks for a login. */
  async start() {
    this.#isIn = false;
    if (memory.savedToken()) {
      try {
        await call('GET', '/api/admin/online');
        this.#isIn = true;
        this.#show();
      } catch (failure) {
        this.#login.say(failure.errno === 403 ? text('admin_refused') : errorText(failure));
      }
    }
    this.draw();
  }

  /** Draws at the next frame. */
  draw() {
    this.#frame.ask();
  }

  /** Calls the server; says what was refused, and returns undefined then. */
  async ask(method, path, body) {
    try {
      return await call(method, `/api/admin/${path}`, body);
    } catch (failure) {
      this.toasts.say(errorText(failure));
      if (failure.errno === 401) {
        this.#isIn = false;
        this.draw();
      }
      return undefined;
    }
  }

  #show() {
    const name = location.hash.slice(1);
    this.#name = name in PARTS ? name : 'users';
    this.#part = new PARTS[this.#name](this);
    this.#part.load();
    this.draw();
  }

  #drawNow() {
    document.title = `${text('admin_title')} · ${text('title')}`;
    render(
      html`${this.#isIn ? this.#page() : this.#login.render()}${this.toasts.render()}`,
      this.#root,
    );
    this.dialogs.draw();
  }

  #page() {
    return html`<div class="admin" data-test="admin">
      <header>
        <img src="/icon.svg" alt="" width="36" height="36" />
        <h1>${text('admin_title')}</h1>
        <nav aria-label=${text('admin_title')}>
          ${Object.keys(PARTS).map(
            (name) =>
              html`<a
                href="#${name}"
                data-test="admin-${name}"
                aria-current=${name === this.#name ? 'page' : 'false'}
                >${text(`admin_${name}`)}</a
              >`,
          )}
        </nav>
        ${languageChoice(() => this.draw())}
        <a class="to-chat" href="/" data-test="to-chat">${icon('chats')} ${text('admin_toChat')}</a>
      </header>
      <main>${this.#part.render()}</main>
    </div>`;
  }
}
