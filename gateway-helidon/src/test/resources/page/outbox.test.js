import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';

// Of the browser only what the outbox asks for: one tab, no database, no file.
globalThis.BroadcastChannel = class {
  postMessage() {}
};
globalThis.navigator ??= {};
const { Conversation } = await import('../model/conversation.js');
const { Outbox } = await import('../model/outbox.js');

test('what waits when its writer leaves is not sent in the name of the next one', async () => {
  const asked = [];
  const wire = Object.assign(new EventTarget(), {
    isOpen: true,
    request: (message) => new Promise((resolve) => asked.push({ message, resolve })),
  });
  const conversation = new Conversation('private:7', 'Ann');
  const accepted = [];
  let user = { id: 1 };
  const outbox = new Outbox(wire, {
    user: () => user,
    conversation: () => conversation,
    conversations: () => [conversation],
    accepted: (_, message) => accepted.push(message.content),
    changed: () => {},
  });
  await outbox.enter();
  await outbox.write(conversation, { content: 'one' });
  await outbox.write(conversation, { content: 'two' });
  outbox.leave();
  user = { id: 2 };
  asked[0].resolve({ seq: 1, timestamp_ms: 1 });
  await turn();
  await turn();
  assert.deepEqual(
    asked.map(({ message }) => message.content),
    ['one'],
  );
  assert.deepEqual(accepted, []);
});
