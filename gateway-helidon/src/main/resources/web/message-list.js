import { byId, element, reconcile } from './dom.js';
import { text } from './language.js';
import { dayKey, dayName, fullTime, timeOfDay } from './time.js';

const NEAR_END_PIXELS = 80;

/** The messages of one conversation, by day, with the state of one's own. */
export class MessageList {
  #retry;
  #scope = null;

  /** retry(message) is called when the user clicks a message that was not sent. */
  constructor(retry) {
    this.#retry = retry;
  }

  /** Shows the conversation, keeping the place where the user reads. */
  render(conversation, userId) {
    const scroll = byId('scroll');
    const isOther = this.#scope !== conversation.scope;
    const fromEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
    const first = byId('message-list').firstElementChild?.dataset.key;
    this.#scope = conversation.scope;
    reconcile(
      byId('message-list'),
      withDays([...conversation.messages, ...conversation.outgoing]),
      (item) => item.key,
      (item) => (item.day ? element('li', { className: 'day' }) : this.#create(item.message)),
      (node, item) => update(node, item, conversation.isGroup, userId),
    );
    byId('older').hidden = !conversation.hasOlder;
    const isOlderPage = first !== byId('message-list').firstElementChild?.dataset.key;
    if (isOther || fromEnd < NEAR_END_PIXELS) {
      scroll.scrollTop = scroll.scrollHeight;
    } else if (isOlderPage) {
      scroll.scrollTop = scroll.scrollHeight - scroll.clientHeight - fromEnd;
    }
  }

  #create(message) {
    const state = element('button', { className: 'state', type: 'button' });
    state.addEventListener('click', () => this.#retry(message));
    return element(
      'li',
      { className: 'message' },
      element('span', { className: 'author', dir: 'auto' }),
      element(
        'div',
        { className: 'bubble' },
        element('span', { className: 'content', dir: 'auto' }),
        element('span', { className: 'meta' }, element('time'), state),
      ),
    );
  }
}

/** Puts an item before the first message of each day. */
function withDays(messages) {
  const items = [];
  let day = '';
  let author = 0;
  for (const message of messages) {
    const its = dayKey(message.timestamp_ms);
    if (its !== day) {
      items.push({ key: its, day: message.timestamp_ms });
    }
    const follows = its === day && message.from_id === author;
    items.push({ key: `${message.from_id} ${message.msg_id}`, message, follows });
    day = its;
    author = message.from_id;
  }
  return items;
}

function update(node, { day, message, follows }, isGroup, userId) {
  if (day) {
    node.textContent = dayName(day);
    return;
  }
  const isOwn = message.from_id === userId;
  node.classList.toggle('own', isOwn);
  node.classList.toggle('follows', follows);
  node.querySelector('.author').textContent = isGroup && !isOwn && !follows ? message.from_name : '';
  node.querySelector('.content').textContent = message.content;
  const time = node.querySelector('time');
  time.textContent = timeOfDay(message.timestamp_ms);
  time.title = fullTime(message.timestamp_ms);
  const state = node.querySelector('.state');
  const name = message.seq ? 'sent' : message.failure ? 'failed' : 'sending';
  state.hidden = !isOwn;
  state.dataset.state = name;
  state.title = text(name);
  state.setAttribute('aria-label', text(name));
  state.disabled = name !== 'failed';
}
