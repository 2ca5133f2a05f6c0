import { html } from '../lib/lit-html/lit-html.js';
import * as memory from '../model/memory.js';
import { text } from '../texts/language.js';
import { shortTime } from '../texts/time.js';
import { avatar } from './avatar.js';
import { preview } from './preview.js';

/** A conversation in the list: who, when, the last words, how many are unread. */
export function conversationRow(app, conversation) {
  const { scope, name, lastMs, unread } = conversation;
  const isOpen = conversation === app.chat.open;
  return html`<li data-test="conversation-row" data-scope=${scope}>
    <a href="#${scope}" aria-current=${isOpen ? 'true' : 'false'}>
      ${avatar(conversation)}
      <span class="name" dir="auto">${name}</span>
      <time>${lastMs ? shortTime(lastMs) : ''}</time>
      <span class="preview" dir="auto" data-test="preview">${lastWords(app, conversation, isOpen)}</span>
      ${unread > 0
        ? html`<span
            class="badge"
            role="img"
            data-test="unread"
            aria-label=${text('unread', { count: unread })}
            >${unread > 99 ? '99+' : unread}</span
          >`
        : ''}
    </a>
  </li>`;
}

function lastWords(app, conversation, isOpen) {
  const writers = app.typing.names(conversation.scope);
  if (writers.length > 0) {
    return html`<span class="typing">${text('typing')}</span>`;
  }
  const draft = isOpen ? '' : memory.draft(conversation.scope);
  if (draft) {
    return html`<span class="draft">${text('draft')}</span> ${draft.slice(0, 80)}`;
  }
  const message = conversation.outgoing.at(-1) ?? conversation.newest;
  if (!message) {
    return text('noMessages');
  }
  if (message.from_id === app.chat.user.id) {
    return `${text('you')}: ${preview(message)}`;
  }
  return conversation.isGroup ? `${message.from_name}: ${preview(message)}` : preview(message);
}
