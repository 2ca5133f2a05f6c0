import assert from 'node:assert/strict';
import { test } from 'node:test';

// Of the browser only what the outbox asks for: one tab, no database.
globalThis.BroadcastChannel = class {
  postMessage() {}
};
globalThis.navigator ??= {};
const { Chat } = await import('../model/chat.js');
const { RequestFailed } = await import('../model/request-failed.js');
const msgid = await import('../model/msgid.js');
const { People } = await import('../model/people.js');

const SCOPE = 'private:7';
const LINE = { scope: SCOPE, name: 'Ann', head_seq: 200, delivered_seq: 200, read_seq: 200 };

/** A page of messages, as the server answers it. */
function page(from, to) {
  const messages = [];
  for (let seq = from; seq <= to; seq++) {
    messages.push({ seq, msg_id: `m${seq}`, from_id: 7, from_name: 'Ann', content: '' });
  }
  return { messages, more: from > 1 };
}

/** A chat with one conversation that is open; history(range) answers what is asked for it. */
async function opened(history, readSeq = 200) {
  let tell;
  const told = new Promise((resolve) => {
    tell = resolve;
  });
  const answers = {
    [msgid.LIST_CONVERSATIONS]: () => ({ conversations: [{ ...LINE, read_seq: readSeq }] }),
    [msgid.LIST_REQUESTS]: () => ({ requests: [] }),
    [msgid.LIST_BLOCKED]: () => ({ blocked: [] }),
    [msgid.HISTORY]: (range) => (range.after_seq ? page(1, 0) : history(range)),
  };
  const wire = Object.assign(new EventTarget(), {
    request: async (message) => answers[message.msgid](message),
    tell,
  });
  const account = Object.assign(new EventTarget(), { user: { id: 1, name: 'Bob' } });
  const chat = new Chat(wire, account, new People(wire), { stop: () => {} });
  const enter = () =>
    account.dispatchEvent(
      new CustomEvent('entered', { detail: { friends: [], groups: [], offlinemsg: [] } }),
    );
  enter();
  await chat.show(SCOPE);
  await new Promise(setImmediate);
  return { chat, told, enter };
}

test('older messages that do not come are nothing to draw, or it would be asked for at once', async () => {
  const { chat } = await opened(({ before_seq: before }) => {
    if (before) {
      throw new RequestFailed(0, 'not connected');
    }
    return page(121, 200);
  });
  let changes = 0;
  chat.addEventListener('change', () => changes++);
  await assert.rejects(chat.history.loadOlder(chat.open), RequestFailed);
  assert.equal(changes, 0);
});

test('a message is reached also while older ones are on their way', async () => {
  const { chat } = await opened(async ({ before_seq: before, limit }) => {
    if (!before) {
      return page(121, 200);
    }
    await new Promise(setImmediate);
    return page(Math.max(1, before - limit), before - 1);
  });
  const older = chat.history.loadOlder(chat.open);
  assert.equal(await chat.history.reach(chat.open, 3), true);
  await older;
  assert.deepEqual(chat.open.messages.map(({ seq }) => seq).slice(0, 2), [1, 2]);
});

test('what was read while there was no connection is told with the next one', async () => {
  const { chat, told, enter } = await opened(() => page(121, 200), 150);
  chat.open.noteRead(200);
  enter();
  const { scope, read_seq: readSeq } = await told;
  assert.deepEqual([scope, readSeq], [SCOPE, 200]);
});
