import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parts } from '../texts/parts.js';

const AL = { id: 1, name: 'Al' };
const ALICE = { id: 2, name: 'Alice' };

test('of two names that begin alike, the longer one is meant', () => {
  assert.deepEqual(parts('@Alice and @Al', [AL, ALICE]), [
    { text: '@Alice', mention: 2 },
    { text: ' and ' },
    { text: '@Al', mention: 1 },
  ]);
});

test('links and mentions stand beside each other', () => {
  assert.deepEqual(parts('@Al: https://a.org/x(y)). Yes', [AL]), [
    { text: '@Al', mention: 1 },
    { text: ': ' },
    { text: 'https://a.org/x(y)', href: 'https://a.org/x(y)' },
    { text: '). Yes' },
  ]);
});

test('a message of nothing but mentions is cut too', () => {
  assert.equal(parts('@Al'.repeat(16_000), [AL]).length, 16_000);
});

test('a link of nothing but brackets takes no time', () => {
  const start = performance.now();
  assert.equal(parts(`https://a.org/${')'.repeat(45_000)}a`, []).length, 1);
  assert.ok(performance.now() - start < 1_000);
});
