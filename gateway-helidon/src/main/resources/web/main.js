import { Account } from './account.js';
import { connectActions } from './actions.js';
import { Banner } from './banner.js';
import { Chat } from './chat.js';
import { ConversationView } from './conversation-view.js';
import { byId } from './dom.js';
import { EntryView } from './entry-view.js';
import { drawIcons } from './icons.js';
import { translatePage } from './language.js';
import { ListView } from './list-view.js';
import { Wire } from './wire.js';

translatePage();
drawIcons();

const wire = new Wire();
const account = new Account(wire);
const chat = new Chat(wire, account);
const entry = new EntryView(account);
const list = new ListView(chat);
const conversation = new ConversationView(chat);
new Banner(wire, account);

function go(scope) {
  location.hash = scope;
}

function follow() {
  chat.show(location.hash.slice(1));
}

let isDrawing = false;

/** Several changes at once are drawn once. */
function draw() {
  if (!isDrawing) {
    isDrawing = true;
    queueMicrotask(() => {
      isDrawing = false;
      if (chat.user) {
        list.render();
        conversation.render();
      }
    });
  }
}

connectActions(chat, go);
byId('log-out').addEventListener('click', () => account.logOut());
byId('back').addEventListener('click', () => go(''));
addEventListener('hashchange', follow);
chat.addEventListener('change', draw);
account.addEventListener('entered', () => {
  document.body.dataset.view = 'chat';
  follow();
});
account.addEventListener('left', () => {
  if (document.body.dataset.view !== 'entry') {
    document.body.dataset.view = 'entry';
    go('');
    entry.show();
  }
});
wire.open();
