import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';

// Of the browser only what the connection asks for; the socket opens when the test wants it.
const sockets = [];
globalThis.navigator ??= { userAgent: '' };
Object.assign(globalThis, {
  addEventListener: () => {},
  document: { addEventListener: () => {} },
  localStorage: { getItem: () => null, setItem: () => {}, removeItem: () => {} },
  location: { href: 'http://chat.test/' },
  sessionStorage: {},
  WebSocket: class {
    static CONNECTING = 0;
    static OPEN = 1;
    static CLOSED = 3;
    readyState = 0;
    sent = [];
    constructor() {
      sockets.push(this);
    }
    send(frame) {
      this.sent.push(JSON.parse(frame));
    }
  },
});
mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
const { Account } = await import('../model/account.js');
const { LOG_IN } = await import('../model/msgid.js');
const { Wire } = await import('../model/wire.js');

/** Somebody who logs in while the connection is being made. */
function loggingIn() {
  const wire = new Wire();
  const account = new Account(wire);
  wire.open();
  return { login: account.logIn('ann', 'secret'), socket: sockets.at(-1) };
}

test('a login waits for the connection that is being made', async () => {
  const { login, socket } = loggingIn();
  await turn();
  socket.readyState = WebSocket.OPEN;
  socket.onopen();
  await turn();
  const [{ msgid, name, req }] = socket.sent;
  assert.deepEqual([msgid, name], [LOG_IN, 'ann']);
  socket.onmessage({ data: JSON.stringify({ req, errno: 0, token: 't', user: { id: 1 } }) });
  await login;
});

test('a login is told that there is no connection', async () => {
  const { login, socket } = loggingIn();
  await turn();
  socket.readyState = WebSocket.CLOSED;
  socket.onclose();
  await assert.rejects(login, { errno: 0 });
});
