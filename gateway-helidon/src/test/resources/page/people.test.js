import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import * as msgid from '../model/msgid.js';
import { People } from '../model/people.js';

const MISSING = { friends: [], groups: [], lists_missing: true };

test('lists that were missing are asked for until their user leaves', async (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const refusals = [];
  const wire = Object.assign(new EventTarget(), {
    request: (message) =>
      new Promise((_, reject) => {
        if (message.msgid === msgid.LIST_FRIENDS) {
          refusals.push(reject);
        }
      }),
  });
  const people = new People(wire);
  people.enter(MISSING);
  mock.timers.tick(3_000);
  refusals[0]();
  await turn();
  mock.timers.tick(3_000);
  assert.equal(refusals.length, 2);
  people.clear();
  refusals[1]();
  await turn();
  mock.timers.tick(3_000);
  assert.equal(refusals.length, 2);
});
