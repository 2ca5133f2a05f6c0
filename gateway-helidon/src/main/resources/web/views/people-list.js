import { html } from '../lib/lit-html/lit-html.js';
import { text } from '../texts/language.js';
import { avatar } from './avatar.js';
import { joinGroup } from './dialogs/ask.js';
import { icon } from './icons.js';

const ORDER = { online: 0, away: 1, offline: 2 };

/** Friend requests, friends with their presence, and groups. */
export function peopleList(app) {
  const friends = [...app.people.friends.values()].sort(
    (one, other) => ORDER[one.state] - ORDER[other.state] || one.name.localeCompare(other.name),
  );
  const groups = [...app.people.groups.values()].sort((one, other) =>
    one.name.localeCompare(other.name),
  );
  return html`<div class="side-list" role="tabpanel" data-test="people">
    ${app.people.requests.length > 0
      ? html`<h2>${text('requests')}</h2>
          <ul>
            ${app.people.requests.map((request) => requestRow(app, request))}
          </ul>`
      : ''}
    <h2>${text('friends')} <small>${friends.length}</small></h2>
    ${friends.length === 0 ? html`<p class="hint">${text('noFriends')}</p>` : ''}
    <ul data-test="friend-list">
      ${friends.map((friend) =>
        personRow(app, {
          ...friend,
          note: text(friend.state),
          scope: `private:${friend.id}`,
        }),
      )}
    </ul>
    <h2>
      ${text('groups')} <small>${groups.length}</small>
      <button type="button" class="link" data-test="join-group" @click=${() => joinGroup(app)}>
        ${text('joinGroup')}
      </button>
    </h2>
    <ul data-test="group-list">
      ${groups.map((group) =>
        personRow(app, {
          ...group,
          isGroup: true,
          note: text('memberCount', { count: group.member_count }),
          scope: `group:${group.id}`,
        }),
      )}
    </ul>
  </div>`;
}

function personRow(app, person) {
  return html`<li class="person">
    <a href="#${person.scope}">
      ${avatar(person)}
      <span class="name" dir="auto">${person.name}</span>
      <span class="preview">${person.note} · ${text('number', { id: person.id })}</span>
    </a>
    ${person.isGroup
      ? ''
      : html`<button
          class="icon-button"
          type="button"
          aria-label=${text('profileOf', { name: person.name })}
          title=${text('profile')}
          @click=${() => app.showPerson(person.id, person.name)}
        >
          ${icon('person')}
        </button>`}
  </li>`;
}

function requestRow(app, { user, text: words }) {
  const answer = (accept) => app.attempt(() => app.people.answer(user.id, accept));
  return html`<li class="request" data-test="friend-request">
    ${avatar(user)}
    <span class="name" dir="auto">${user.name}</span>
    <span class="preview" dir="auto">${words || text('number', { id: user.id })}</span>
    <span class="answers">
      <button type="button" class="primary" data-test="accept" @click=${() => answer(true)}>
        ${text('accept')}
      </button>
      <button type="button" data-test="decline" @click=${() => answer(false)}>
        ${text('decline')}
      </button>
    </span>
  </li>`;
}
