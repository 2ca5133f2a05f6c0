import { html } from '../lib/lit-html/lit-html.js';
import { text } from '../texts/language.js';
import { avatar } from './avatar.js';
import { GroupDialog } from './dialogs/group.js';
import { SearchDialog } from './dialogs/search.js';
import { icon } from './icons.js';

/** The open conversation: who it is, the messages, and the field to write in. */
export function conversationPane(app, conversation) {
  return html`<section
    class="conversation"
    data-test="conversation"
    aria-label=${conversation.name}
    @dragover=${(event) => event.preventDefault()}
    @drop=${(event) => app.composer.addFiles(conversation, event.dataTransfer.files, event)}
  >
    <header>
      <button
        class="back icon-button"
        type="button"
        data-test="back"
        aria-label=${text('back')}
        @click=${() => app.go('')}
      >
        ${icon('back')}
      </button>
      <button class="who" type="button" data-test="about-conversation" @click=${() => about(app, conversation)}>
        ${avatar(conversation)}
        <span class="names">
          <strong dir="auto" data-test="conversation-name">${conversation.name}</strong>
          <small data-test="conversation-state">${stateText(app, conversation)}</small>
        </span>
      </button>
      <button
        class="icon-button"
        type="button"
        data-test="search-here"
        aria-label=${text('searchHere')}
        title=${text('searchHere')}
        @click=${() => app.dialogs.open(new SearchDialog(app, conversation))}
      >
        ${icon('search')}
      </button>
      <button
        class="icon-button"
        type="button"
        data-test="details"
        aria-label=${text(conversation.isGroup ? 'members' : 'profile')}
        title=${text(conversation.isGroup ? 'members' : 'profile')}
        @click=${() => about(app, conversation)}
      >
        ${icon(conversation.isGroup ? 'people' : 'person')}
      </button>
    </header>
    ${app.list.element} ${closed(app, conversation) ?? app.composer.render(conversation)}
  </section>`;
}

/** Why nobody can write here; undefined where one can. */
function closed(app, conversation) {
  const key = conversation.isGroup
    ? conversation.isLeft && 'groupLeft'
    : app.people.blocked.has(conversation.id) && 'youBlock';
  return key ? html`<p class="closed" role="status">${text(key)}</p>` : undefined;
}

function about(app, conversation) {
  if (conversation.isGroup) {
    app.dialogs.open(new GroupDialog(app, conversation));
  } else {
    app.showPerson(conversation.id, conversation.name);
  }
}

function stateText(app, conversation) {
  const writers = app.typing.names(conversation.scope);
  if (writers.length > 0) {
    return html`<span class="typing" data-test="typing"
      >${conversation.isGroup
        ? text('typingNames', { names: writers.join(', ') })
        : text('typing')}</span
    >`;
  }
  return conversation.isGroup
    ? text('memberCount', { count: conversation.memberCount })
    : `${text(conversation.state)} · ${text('number', { id: conversation.id })}`;
}
