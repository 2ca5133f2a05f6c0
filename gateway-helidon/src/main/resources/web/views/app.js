import { html, render } from '../lib/lit-html/lit-html.js';
import { Account } from '../model/account.js';
import { Chat } from '../model/chat.js';
import { Pictures } from '../model/files.js';
import { Frame } from '../model/frame.js';
import { isLookedAt, Notifier } from '../model/notifier.js';
import { People } from '../model/people.js';
import { Presence } from '../model/presence.js';
import { Typing } from '../model/typing.js';
import { Wire } from '../model/wire.js';
import { errorText, text } from '../texts/language.js';
import { Banner } from './banner.js';
import { Composer } from './composer.js';
import { conversationPane } from './conversation-pane.js';
import { Dialogs } from './dialogs/dialogs.js';
import { PersonDialog } from './dialogs/person.js';
import { Entry } from './entry.js';
import { MessageList } from './message-list.js';
import { messageRow } from './message-row.js';
import { preview } from './preview.js';
import { side } from './side.js';
import { Toasts } from './toasts.js';

/** The page: what there is, made once, and the drawing of all of it. */
export class App {
  wire = new Wire();
  account = new Account(this.wire);
  people = new People(this.wire);
  typing = new Typing(this.wire);
  chat = new Chat(this.wire, this.account, this.people, this.typing);
  pictures = new Pictures(() => this.draw());
  notifier = new Notifier((scope) => this.go(scope));
  dialogs = new Dialogs();
  toasts = new Toasts(() => this.draw());
  entry = new Entry(this);
  composer = new Composer(this);
  list = new MessageList({
    row: (...row) => messageRow(this, ...row),
    older: (conversation) => this.chat.history.loadOlder(conversation).catch(() => {}),
    saw: (conversation, seq) => this.chat.saw(conversation, seq),
  });
  sideTab = 'chats';
  isConnected = false;
  #root;
  #view = 'loading';
  #heard = '';
  #frame = new Frame(() => this.#drawNow());
  #banner = new Banner(this.wire, this.account, () => this.draw());

  /** root is the element that the page fills. */
  constructor(root) {
    this.#root = root;
    new Presence(this.wire, this.account);
    this.account.addEventListener('entered', () => this.#entered());
    this.account.addEventListener('left', () => this.#left());
    this.wire.addEventListener('lost', () => this.#connected(false));
    [this.chat, this.people, this.typing].forEach((it) =>
      it.addEventListener('change', () => this.draw()),
    );
    this.chat.addEventListener('arrived', ({ detail }) => this.#arrived(detail));
    this.chat.addEventListener('refused', ({ detail }) => this.toasts.say(errorText(detail)));
    this.chat.addEventListener('uploaded', ({ detail }) =>
      this.pictures.put(detail.file.id, detail.blob),
    );
    addEventListener('hashchange', () => this.#follow());
  }

  /** Connects. */
  start() {
    this.wire.open();
    this.account.start();
    this.draw();
  }

  /** Draws at the next frame. */
  draw() {
    this.#frame.ask();
  }

  /** How many messages are unread in all conversations. */
  get unread() {
    return this.chat.conversations.reduce((sum, { unread }) => sum + unread, 0);
  }

  /** Opens the conversation of a scope; none for ''. */
  go(scope) {
    location.hash = scope;
  }

  /** Shows the conversations or the people. */
  showTab(name) {
    this.sideTab = name;
    this.draw();
  }

  /** Shows somebody's profile. */
  showPerson(id, name) {
    this.dialogs.open(new PersonDialog(this, id, name));
  }

  /** Puts a message of the open conversation before the user's eyes. */
  async reach(conversation, seq) {
    const isThere = await this.attempt(() => this.chat.history.reach(conversation, seq));
    if (isThere && conversation === this.chat.open) {
      this.#drawNow();
      this.list.toMessage(seq);
    }
  }

  /** The same, in another conversation. */
  async reachIn(scope, seq) {
    this.go(scope);
    await this.chat.show(scope);
    if (this.chat.open) {
      await this.reach(this.chat.open, seq);
    }
  }

  /** Does something that may be refused, and says so then; returns its result. */
  async attempt(action) {
    try {
      return await action();
    } catch (failure) {
      this.toasts.say(errorText(failure));
      return undefined;
    }
  }

  /** Puts words on the clipboard. */
  async copy(words) {
    try {
      await navigator.clipboard.writeText(words);
      this.toasts.say(text('copied'));
    } catch {
      this.toasts.say(text('notCopied'));
    }
  }

  #entered() {
    this.#view = 'chat';
    this.#connected(true);
    this.#follow();
  }

  #left() {
    if (this.#view !== 'entry') {
      this.#view = 'entry';
      this.dialogs.closeAll();
      this.pictures.clear();
      this.composer.clear();
      this.#heard = '';
      this.go('');
      this.entry.reset();
      this.#drawNow();
      this.entry.focus();
    }
    this.draw();
  }

  #connected(isConnected) {
    this.isConnected = isConnected;
    this.draw();
  }

  #follow() {
    this.chat.show(location.hash.slice(1));
    this.#drawNow();
    if (this.chat.open) {
      this.composer.focus();
    }
  }

  #arrived({ conversation, message }) {
    const words = preview(message);
    const title = conversation.isGroup
      ? `${message.from_name} · ${conversation.name}`
      : conversation.name;
    this.notifier.show(conversation.scope, title, words);
    if (isLookedAt()) {
      this.#heard = `${title}: ${words}`;
    }
  }

  #drawNow() {
    document.body.dataset.view = this.#view;
    document.title = this.#title();
    render(html`${this.#banner.render()}${this.#content()}${this.toasts.render()}`, this.#root);
    const { open } = this.chat;
    if (this.#view === 'chat' && open) {
      this.list.show(open);
      this.composer.fit();
    }
    this.dialogs.draw();
  }

  #content() {
    switch (this.#view) {
      case 'entry':
        return this.entry.render();
      case 'chat':
        return this.chat.user ? this.#chat() : '';
      default:
        return html`<div class="loading" role="status" aria-label=${text('connecting')}>
          <img src="/icon.svg" alt="" width="64" height="64" />
        </div>`;
    }
  }

  #chat() {
    const { open } = this.chat;
    return html`<div class="chat" data-test="chat" data-pane=${open ? 'conversation' : 'list'}>
      ${side(this)}
      <main>
        ${open
          ? conversationPane(this, open)
          : html`<div class="nothing-open">
              <img src="/icon.svg" alt="" width="72" height="72" />
              <p>${text('nothingOpen')}</p>
            </div>`}
      </main>
      <div class="unseen" aria-live="polite" data-test="heard">${this.#heard}</div>
    </div>`;
  }

  #title() {
    const unread = this.#view === 'chat' ? this.unread : 0;
    return unread > 0 ? `(${unread}) ${text('title')}` : text('title');
  }
}
