import { byId, element, paintAvatar, reconcile } from './dom.js';
import { text } from './language.js';
import { shortTime } from './time.js';

/** The list of conversations, with their last words and unread marks. */
export class ListView {
  #chat;

  constructor(chat) {
    this.#chat = chat;
  }

  /** Brings the list up to date. */
  render() {
    const { user, conversations, open } = this.#chat;
    paintAvatar(byId('me-avatar'), user.name, user.id);
    byId('me-name').textContent = user.name;
    byId('me-number').textContent = text('number', { id: user.id });
    byId('list-empty').hidden = conversations.length > 0;
    reconcile(
      byId('conversation-list'),
      conversations,
      (conversation) => conversation.scope,
      createEntry,
      (node, conversation) => this.#update(node, conversation, conversation === open),
    );
    const unread = conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
    document.title = unread > 0 ? `(${unread}) ${text('title')}` : text('title');
  }

  #update(node, conversation, isOpen) {
    const part = (name) => node.querySelector(`.${name}`);
    const link = node.firstElementChild;
    link.href = `#${conversation.scope}`;
    if (isOpen) {
      link.setAttribute('aria-current', 'true');
    } else {
      link.removeAttribute('aria-current');
    }
    paintAvatar(part('avatar'), conversation.name, conversation.id);
    part('avatar').classList.toggle('group', conversation.isGroup);
    part('avatar').classList.toggle('online', conversation.state === 'online');
    part('avatar').classList.toggle('away', conversation.state === 'away');
    part('name').textContent = conversation.name;
    part('preview').textContent = this.#preview(conversation);
    part('time').textContent = conversation.lastMs ? shortTime(conversation.lastMs) : '';
    const { unread } = conversation;
    part('unread').hidden = unread === 0;
    part('unread').textContent = unread > 99 ? '99+' : String(unread);
    part('unread').setAttribute('aria-label', text('unread', { count: unread }));
  }

  #preview(conversation) {
    const message = conversation.outgoing.at(-1) ?? conversation.newest;
    if (message === null) {
      return text('noMessages');
    }
    if (message.from_id === this.#chat.user.id) {
      return `${text('you')}: ${message.content}`;
    }
    return conversation.isGroup ? `${message.from_name}: ${message.content}` : message.content;
  }
}

function createEntry() {
  return element(
    'li',
    {},
    element(
      'a',
      {},
      element('span', { className: 'avatar', 'aria-hidden': 'true' }),
      element('span', { className: 'name', dir: 'auto' }),
      element('time', { className: 'time' }),
      element('span', { className: 'preview', dir: 'auto' }),
      element('span', { className: 'unread' }),
    ),
  );
}
