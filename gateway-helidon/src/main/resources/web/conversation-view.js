import { byId, paintAvatar } from './dom.js';
import { text } from './language.js';
import { MessageList } from './message-list.js';

/** The open conversation: who it is, the messages, and the field to write in. */
export class ConversationView {
  #chat;
  #list;
  #drafts = new Map();
  #scope = null;

  constructor(chat) {
    this.#chat = chat;
    this.#list = new MessageList((message) => chat.retry(message));
    byId('older').addEventListener('click', () => chat.loadOlder().catch(() => {}));
    byId('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    byId('text').addEventListener('keydown', (event) => {
      // While an input method is composing, Enter chooses a word.
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#send();
      }
    });
    byId('text').addEventListener('input', fitHeight);
  }

  /** Brings the view up to date. */
  render() {
    const { open, user } = this.#chat;
    byId('chat').dataset.pane = open ? 'conversation' : 'list';
    byId('conversation').hidden = !open;
    byId('nothing-open').hidden = Boolean(open);
    this.#swapDraft(open?.scope ?? null);
    if (open) {
      paintAvatar(byId('peer-avatar'), open.name, open.id);
      byId('peer-avatar').classList.toggle('group', open.isGroup);
      byId('peer-name').textContent = open.name;
      byId('peer-state').textContent = open.isGroup
        ? text('memberCount', { count: open.memberCount })
        : `${text(open.state)} · ${text('number', { id: open.id })}`;
      byId('members').hidden = !open.isGroup;
      this.#list.render(open, user.id);
    }
  }

  /** Each conversation keeps the text that is being written in it. */
  #swapDraft(scope) {
    if (scope !== this.#scope) {
      const field = byId('text');
      this.#drafts.set(this.#scope, field.value);
      field.value = this.#drafts.get(scope) ?? '';
      this.#scope = scope;
      fitHeight();
      if (scope && matchMedia('(hover: hover)').matches) {
        field.focus();
      }
    }
  }

  #send() {
    const field = byId('text');
    if (field.value.trim() !== '') {
      this.#chat.write(field.value);
      field.value = '';
      fitHeight();
      byId('scroll').scrollTop = byId('scroll').scrollHeight;
    }
  }
}

function fitHeight() {
  const field = byId('text');
  field.rows = Math.min(6, field.value.split('\n').length);
}
