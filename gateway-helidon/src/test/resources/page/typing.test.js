import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { TYPING } from '../model/msgid.js';
import { Typing } from '../model/typing.js';

const SCOPE = 'private:7';

test('who writes is named until a message comes, and word of its writing is too late', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const wire = new EventTarget();
  const typing = new Typing(wire);
  const word = () =>
    wire.dispatchEvent(
      new CustomEvent('push', { detail: { msgid: TYPING, scope: SCOPE, user_id: 7, name: 'Ann' } }),
    );
  word();
  assert.deepEqual(typing.names(SCOPE), ['Ann']);
  typing.stop(SCOPE, 7);
  word();
  assert.deepEqual(typing.names(SCOPE), []);
  mock.timers.tick(2_000);
  word();
  assert.deepEqual(typing.names(SCOPE), ['Ann']);
  mock.timers.tick(6_000);
  assert.deepEqual(typing.names(SCOPE), []);
  mock.timers.reset();
});
