import { html } from '../lib/lit-html/lit-html.js';
import { isEmojiOnly } from '../texts/parts.js';
import { errorText, text } from '../texts/language.js';
import { dayName, fullTime, timeOfDay } from '../texts/time.js';
import { attachment } from './attachment.js';
import { avatar } from './avatar.js';
import { messageText } from './message-text.js';
import { tools } from './message-tools.js';
import { preview } from './preview.js';

/** One message of a conversation. */
export function messageRow(app, conversation, { key, message, day, follows, isNew }, isFlashed) {
  const isOwn = message.from_id === app.chat.user.id;
  const change = conversation.outgoing.find((waiting) => waiting.edits === message.seq);
  const isMe = message.mentions?.includes(app.chat.user.id);
  const kinds = [
    isOwn ? 'own' : '',
    follows ? 'follows' : '',
    isFlashed ? 'flashed' : '',
    isMe ? 'to-me' : '',
    message.file && !message.recalled_ms ? 'with-file' : '',
  ];
  return html`<li
    class="row ${kinds.join(' ')}"
    data-key=${key}
    data-seq=${message.seq ?? ''}
    data-test="message"
    tabindex="-1"
    @keydown=${(event) => shortcut(app, conversation, message, event)}
  >
    ${day ? html`<div class="day"><span>${dayName(day)}</span></div>` : ''}
    ${isNew ? html`<div class="new-line"><span>${text('newMessages')}</span></div>` : ''}
    <div class="line">
      ${conversation.isGroup && !isOwn
        ? html`<button
            class="face"
            type="button"
            tabindex="-1"
            aria-label=${text('profileOf', { name: message.from_name })}
            @click=${() => app.showPerson(message.from_id, message.from_name)}
          >
            ${follows ? '' : avatar({ id: message.from_id, name: message.from_name })}
          </button>`
        : ''}
      <div class="bubble">
        ${conversation.isGroup && !isOwn && !follows
          ? html`<div class="author" data-color=${message.from_id % 8} dir="auto">
              ${message.from_name}
            </div>`
          : html`<span class="unseen">${isOwn ? text('you') : message.from_name}: </span>`}
        ${body(app, conversation, message, change)}
        <span class="meta"
          >${message.edited_ms && !message.recalled_ms
            ? html`<span title=${fullTime(message.edited_ms)}>${text('edited')}</span>`
            : ''}
          <time title=${fullTime(message.timestamp_ms)}>${timeOfDay(message.timestamp_ms)}</time>
          ${isOwn ? mark(state(conversation, message, change)) : ''}</span
        >
      </div>
      ${message.seq && !message.recalled_ms ? tools(app, conversation, message) : ''}
    </div>
    ${message.failure ? failed(app, conversation, message) : ''}
  </li>`;
}

function body(app, conversation, message, change) {
  if (message.recalled_ms) {
    return html`<span class="content recalled" data-test="recalled">${text('recalled')}</span>`;
  }
  const content = change?.content ?? message.content;
  const names = (message.mentions ?? [])
    .map((id) => ({ id, name: id === app.chat.user.id ? app.chat.user.name : app.people.nameOf(id) }))
    .filter(({ name }) => name);
  return html`${message.reply_to ? quote(app, conversation, message.reply_to) : ''}
  ${message.file ? attachment(app, message) : ''}
  ${content
    ? html`<span
        class="content ${isEmojiOnly(content) ? 'emoji' : ''}"
        dir="auto"
        data-test="message-text"
        >${messageText(content, names, app.chat.user.id)}</span
      >`
    : ''}`;
}

function quote(app, conversation, seq) {
  const answered = conversation.at(seq);
  return html`<button
    class="quote"
    type="button"
    data-test="quote"
    data-color=${(answered?.from_id ?? 0) % 8}
    @click=${() => app.reach(conversation, seq)}
  >
    ${answered
      ? html`<strong dir="auto"
            >${answered.from_id === app.chat.user.id ? text('you') : answered.from_name}</strong
          ><span dir="auto">${preview(answered)}</span>`
      : html`<span>${text('earlierMessage')}</span>`}
  </button>`;
}

/** How far an own message has come: sending, failed, sent, delivered, read. */
function state(conversation, { seq, failure }, change) {
  if (failure) {
    return 'failed';
  }
  if (!seq || change) {
    return 'sending';
  }
  if (seq <= conversation.peerReadSeq) {
    return 'read';
  }
  return seq <= conversation.peerDeliveredSeq ? 'delivered' : 'sent';
}

function mark(name) {
  return html`<span
    class="state"
    role="img"
    data-test="state"
    data-state=${name}
    aria-label=${text(name)}
    title=${text(name)}
  ></span>`;
}

function failed(app, conversation, message) {
  return html`<div class="failed" role="alert">
    <span>${text('notSent')} ${errorText(message.failure)}</span>
    <button
      type="button"
      class="link"
      data-test="retry"
      @click=${() => app.chat.retry(conversation, message)}
    >
      ${text('retry')}
    </button>
    <button
      type="button"
      class="link"
      data-test="discard"
      @click=${() => app.chat.discard(conversation, message)}
    >
      ${text('delete')}
    </button>
  </div>`;
}

/**
 * With the keyboard on a message: r answers it, e edits it, c copies it, Enter goes to its buttons,
 * Esc back to the field.
 */
function shortcut(app, conversation, message, event) {
  if (event.key === 'Escape') {
    app.composer.focus();
    return;
  }
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.target !== event.currentTarget || !isPlain || !message.seq || message.recalled_ms) {
    return;
  }
  switch (event.key) {
    case 'r':
      app.composer.reply(conversation, message);
      break;
    case 'e':
      if (message.from_id === app.chat.user.id && message.content) {
        app.composer.edit(conversation, message);
      }
      break;
    case 'Enter':
      event.currentTarget.querySelector('.tools button')?.focus();
      break;
    case 'c':
      app.copy(message.content);
      break;
    default:
      return;
  }
  event.preventDefault();
}
