import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Pictures } from '../model/files.js';

globalThis.localStorage = { getItem: () => null };
globalThis.fetch = async () => {
  throw new TypeError('Failed to fetch');
};

test('a picture that has come after all is not fetched again', async (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const pictures = new Pictures(() => {});
  pictures.get(7);
  await turn();
  assert.equal(pictures.get(7).failed, true);
  pictures.put(7, new Blob(['x'], { type: 'image/png' }));
  mock.timers.tick(30_000);
  assert.match(pictures.get(7).url, /^blob:/);
});
