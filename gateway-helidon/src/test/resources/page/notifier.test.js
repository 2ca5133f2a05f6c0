import assert from 'node:assert/strict';
import { test } from 'node:test';

// Of the browser what Chrome on Android has: a permission, but no notifications from a page.
const kept = new Map();
Object.assign(globalThis, {
  isSecureContext: true,
  document: { hidden: true },
  localStorage: {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  },
  Notification: class {
    static permission = 'granted';
    constructor() {
      throw new TypeError('Illegal constructor');
    }
  },
});
const { Notifier } = await import('../model/notifier.js');

test('notifications that cannot be shown are turned off', async () => {
  const notifier = new Notifier(() => {});
  assert.equal(await notifier.turn(true), true);
  notifier.show('private:7', 'Ann', 'hello');
  assert.equal(notifier.isOn, false);
});
