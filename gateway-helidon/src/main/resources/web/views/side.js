import { html } from '../lib/lit-html/lit-html.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { text } from '../texts/language.js';
import { avatar } from './avatar.js';
import { conversationRow } from './conversation-row.js';
import { addFriend, createGroup } from './dialogs/ask.js';
import { SearchDialog } from './dialogs/search.js';
import { SettingsDialog } from './dialogs/settings.js';
import { icon } from './icons.js';
import { peopleList } from './people-list.js';

/** The left side: who the user is, the search, and the conversations or the people. */
export function side(app) {
  const { user } = app.chat;
  const isPeople = app.sideTab === 'people';
  return html`<nav class="side" data-test="side" aria-label=${text('conversations')}>
    <header>
      <button class="who" type="button" data-test="me" @click=${() => openSettings(app)}>
        ${avatar({ ...user, state: app.isConnected ? 'online' : '' })}
        <span class="names">
          <strong dir="auto" data-test="my-name">${user.name}</strong>
          <small data-test="my-number">${text('number', { id: user.id })}</small>
        </span>
      </button>
      ${button('settings', () => openSettings(app))}
      ${button('leave', () => app.account.logOut(), 'logOut', 'log-out')}
    </header>
    <button
      class="search-field"
      type="button"
      data-test="search"
      @click=${() => app.dialogs.open(new SearchDialog(app))}
    >
      ${icon('search')}<span>${text('search')}</span><kbd>Ctrl K</kbd>
    </button>
    <div class="tabs" role="tablist">
      ${tab(app, 'chats', app.unread)} ${tab(app, 'people', app.people.requests.length)}
    </div>
    ${isPeople ? peopleList(app) : conversationList(app)}
    <footer>
      <button type="button" data-test="new-friend" @click=${() => addFriend(app)}>
        ${icon('person')}<span>${text('addFriend')}</span>
      </button>
      <button type="button" data-test="new-group" @click=${() => createGroup(app)}>
        ${icon('people')}<span>${text('createGroup')}</span>
      </button>
    </footer>
  </nav>`;
}

function conversationList(app) {
  const { conversations } = app.chat;
  return html`<div class="side-list" role="tabpanel">
    <ul data-test="conversation-list" @keydown=${step}>
      ${repeat(
        conversations,
        ({ scope }) => scope,
        (conversation) => conversationRow(app, conversation),
      )}
    </ul>
    ${conversations.length === 0
      ? html`<p class="hint" data-test="list-empty">${text('listEmpty')}</p>`
      : ''}
  </div>`;
}

function openSettings(app) {
  app.dialogs.open(new SettingsDialog(app));
}

function button(name, action, label = name, test = name) {
  return html`<button
    class="icon-button"
    type="button"
    data-test=${test}
    aria-label=${text(label)}
    title=${text(label)}
    @click=${action}
  >
    ${icon(name)}
  </button>`;
}

function tab(app, name, count) {
  return html`<button
    role="tab"
    type="button"
    data-test="tab-${name}"
    aria-selected=${app.sideTab === name}
    @click=${() => app.showTab(name)}
  >
    ${text(name)}${count > 0 ? html` <span class="badge">${count > 99 ? '99+' : count}</span>` : ''}
  </button>`;
}

/** The arrow keys go from conversation to conversation. */
function step(event) {
  const row = event.target.closest('li');
  const next = { ArrowUp: row?.previousElementSibling, ArrowDown: row?.nextElementSibling };
  if (next[event.key]) {
    event.preventDefault();
    next[event.key].querySelector('a').focus();
  }
}
