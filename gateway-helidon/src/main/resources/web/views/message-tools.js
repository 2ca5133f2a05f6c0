import { html } from '../lib/lit-html/lit-html.js';
import { text } from '../texts/language.js';
import { confirm } from './dialogs/ask.js';
import { icon } from './icons.js';

/** What can be done with a message; shown beside the one the pointer or the keyboard is on. */
export function tools(app, conversation, message) {
  const isOwn = message.from_id === app.chat.user.id;
  return html`<div class="tools" role="group" aria-label=${text('messageActions')} @keydown=${step}>
    ${tool('reply', () => app.composer.reply(conversation, message))}
    ${isOwn && message.content
      ? tool('edit', () => app.composer.edit(conversation, message))
      : ''}
    ${message.content ? tool('copy', () => app.copy(message.content)) : ''}
    ${isOwn || mayRecallAll(app, conversation)
      ? tool('recall', () =>
          confirm(app, {
            title: 'recallTitle',
            lead: 'recallLead',
            action: 'recall',
            submit: () => app.chat.write(conversation, { recalls: message.seq }),
          }),
        )
      : ''}
  </div>`;
}

function tool(name, action) {
  return html`<button
    type="button"
    tabindex="-1"
    data-test=${name}
    aria-label=${text(name)}
    title=${text(name)}
    @click=${action}
  >
    ${icon(name)}
  </button>`;
}

/** The arrow keys go from button to button. */
function step(event) {
  const next = {
    ArrowLeft: event.target.previousElementSibling,
    ArrowRight: event.target.nextElementSibling,
  };
  next[event.key]?.focus();
}

/** Owner and admins of a group take back what anybody wrote. */
function mayRecallAll(app, conversation) {
  const members = conversation.isGroup ? app.people.groups.get(conversation.id)?.members : [];
  const role = members?.find(({ id }) => id === app.chat.user.id)?.role ?? 'member';
  return role !== 'member';
}
