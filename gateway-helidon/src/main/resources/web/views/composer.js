import { html, nothing } from '../lib/lit-html/lit-html.js';
import { live } from '../lib/lit-html/directives/live.js';
import * as memory from '../model/memory.js';
import { text } from '../texts/language.js';
import { icon } from './icons.js';
import { MentionPicker } from './mention-picker.js';
import { pendingFiles } from './pending-files.js';
import { preview } from './preview.js';

/** The most bytes of one message, in UTF-8. */
const MOST_BYTES = 48 * 1024;

/** The field in which messages are written. What is written in each conversation is kept. */
export class Composer {
  #app;
  #states = new Map();
  #picker;

  constructor(app) {
    this.#app = app;
    this.#picker = new MentionPicker(app);
  }

  /** The template for a conversation. */
  render(conversation) {
    const state = this.#state(conversation);
    return html`<form
      class="composer"
      data-test="composer"
      aria-label=${text('writeMessage')}
      @submit=${(event) => {
        event.preventDefault();
        this.#send(conversation);
      }}
    >
      ${this.#picker.render(conversation, () => this.#picked(conversation))}
      ${this.#about(conversation, state)} ${pendingFiles(this.#app, state.files)}
      <div class="field">
        <button
          class="icon-button"
          type="button"
          data-test="attach"
          aria-label=${text('attach')}
          title=${text('attach')}
          ?disabled=${Boolean(state.edit)}
          @click=${(event) => event.currentTarget.nextElementSibling.click()}
        >
          ${icon('attach')}
        </button>
        <input
          type="file"
          multiple
          hidden
          data-test="file-input"
          aria-label=${text('attach')}
          @change=${(event) => {
            this.addFiles(conversation, event.target.files);
            event.target.value = '';
          }}
        />
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          data-test="composer-text"
          aria-label=${text('writeMessage')}
          aria-autocomplete="list"
          aria-controls=${this.#picker.isShown(conversation) ? 'mentions' : nothing}
          placeholder=${text('writeMessage')}
          .value=${live(state.text)}
          @input=${(event) => this.#typed(conversation, event.target)}
          @keydown=${(event) => this.#key(conversation, event)}
          @paste=${(event) => this.addFiles(conversation, event.clipboardData.files, event)}
        ></textarea>
        <button
          class="send icon-button"
          type="submit"
          data-test="send"
          aria-label=${text('send')}
          title=${text('send')}
          ?disabled=${!canSend(state)}
        >
          ${icon('send')}
        </button>
      </div>
    </form>`;
  }

  /** Answers a message. */
  reply(conversation, message) {
    const state = this.#state(conversation);
    this.#cancel(state);
    state.reply = message;
  }

  /** Changes an own message. */
  edit(conversation, message) {
    const state = this.#state(conversation);
    this.#cancel(state);
    Object.assign(state, { edit: message, kept: state.text, text: message.content });
  }

  /** Adds files that go with the next message. */
  addFiles(conversation, files, event) {
    if (files.length > 0) {
      event?.preventDefault();
      this.#state(conversation).files.push(...files);
      this.#ready();
    }
  }

  /** Forgets everything, for another user. */
  clear() {
    this.#states.clear();
  }

  /** Puts the cursor into the field, where there is a keyboard. */
  focus() {
    if (matchMedia('(hover: hover)').matches) {
      this.#field?.focus();
    }
  }

  /** Makes the field as high as its words. */
  fit() {
    const field = this.#field;
    if (field && field.dataset.fitted !== field.value) {
      field.dataset.fitted = field.value;
      field.style.height = 'auto';
      field.style.height = `${field.scrollHeight}px`;
    }
  }

  get #field() {
    return document.querySelector('.composer textarea');
  }

  /** What is being answered or edited. */
  #about(conversation, state) {
    const message = state.edit ?? state.reply;
    if (!message) {
      return '';
    }
    const title = state.edit ? text('editing') : text('replyTo', { name: message.from_name ?? '' });
    return html`<div class="about" data-test="about">
      ${icon(state.edit ? 'edit' : 'reply')}
      <div>
        <strong>${title}</strong>
        <span dir="auto">${preview(message)}</span>
      </div>
      <button
        class="icon-button"
        type="button"
        data-test="about-cancel"
        aria-label=${text('cancel')}
        @click=${() => this.#cancel(state)}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  #state({ scope }) {
    if (!this.#states.has(scope)) {
      this.#states.set(scope, { text: memory.draft(scope), files: [], reply: null, edit: null });
    }
    return this.#states.get(scope);
  }

  #typed(conversation, field) {
    const state = this.#state(conversation);
    state.text = field.value;
    if (!state.edit) {
      memory.saveDraft(conversation.scope, field.value);
    }
    if (field.value.trim() && !state.edit) {
      this.#app.typing.tell(conversation.scope);
    }
    this.#picker.look(conversation, field);
    this.#app.draw();
  }

  /** The picker has changed the field's words. */
  #picked(conversation) {
    this.#typed(conversation, this.#field);
  }

  #key(conversation, event) {
    // While an input method is composing, Enter and the arrows choose a word.
    if (event.isComposing || event.keyCode === 229 || this.#picker.key(event)) {
      return;
    }
    const state = this.#state(conversation);
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#send(conversation);
    } else if (event.key === 'Escape' && (state.reply || state.edit)) {
      event.preventDefault();
      event.stopPropagation();
      this.#cancel(state);
    } else if (event.key === 'ArrowUp' && state.text === '') {
      this.#editLast(conversation, event);
    }
  }

  #editLast(conversation, event) {
    const last = conversation.shown.findLast(
      (message) =>
        message.from_id === this.#app.chat.user.id && !message.recalled_ms && message.content,
    );
    if (last) {
      event.preventDefault();
      this.edit(conversation, last);
    }
  }

  #cancel(state) {
    if (state.edit) {
      state.text = state.kept;
    }
    Object.assign(state, { reply: null, edit: null });
    this.#ready();
  }

  #send(conversation) {
    const state = this.#state(conversation);
    if (!canSend(state)) {
      return;
    }
    const content = state.text.trim() === '' ? '' : state.text;
    if (new TextEncoder().encode(content).length > MOST_BYTES) {
      this.#app.toasts.say(text('error413'));
      return;
    }
    if (state.edit) {
      if (content !== state.edit.content) {
        this.#app.chat.write(conversation, { content, edits: state.edit.seq });
      }
      this.#cancel(state);
      return;
    }
    const mentions = this.#picker.mentioned(conversation, content);
    const fields = { content, ...(mentions.length > 0 && { mentions }) };
    if (state.reply) {
      fields.reply_to = state.reply.seq;
    }
    const [first, ...others] = state.files;
    this.#app.chat.write(conversation, fields, first);
    others.forEach((file) => this.#app.chat.write(conversation, { content: '' }, file));
    Object.assign(state, { text: '', files: [], reply: null });
    memory.saveDraft(conversation.scope, '');
    this.#app.list.toEnd();
    this.#ready();
  }

  #ready() {
    this.#app.draw();
    this.#field?.focus();
  }
}

function canSend({ text: words, files, edit }) {
  return words.trim() !== '' || (files.length > 0 && !edit);
}
