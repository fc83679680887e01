import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepRunning } from './keep-running.mjs';

/** Runs until it has looked at all answers, a millisecond each; resolves to what it said and when it acted. */
async function watch(answers, options = {}) {
  const over = new AbortController();
  const told = [];
  let looked = 0;
  const isWell = async () => {
    looked += 1;
    if (looked > answers.length) over.abort();
    return answers[looked - 1];
  };
  await keepRunning('The backend', {
    isWell,
    bringBack: async () => told.push(looked),
    say: line => told.push(line),
    signal: over.signal,
    patienceMs: 0,
    pauseMs: 1,
    ...options,
  });
  return told;
}

test('brings back what ended, and says when it works again', async () => {
  assert.deepEqual(await watch([true, false, true, true]), [
    'The backend stopped working. Starting it again (1 of 5) ...',
    2,
    'The backend works again.',
  ]);
});

test('leaves what comes back by itself alone', async () => {
  const short = [true, false, true, false, true];
  assert.deepEqual(await watch(short, { patienceMs: 60_000 }), []);
});

test('says why an attempt failed, and tries again', async () => {
  const bringBack = async () => {
    throw new Error('The port is taken.');
  };
  const told = await watch([false, false, true], { bringBack });
  assert.deepEqual(told, [
    'The backend stopped working. Starting it again (1 of 5) ...',
    'The port is taken.',
    'The backend stopped working. Starting it again (2 of 5) ...',
    'The port is taken.',
    'The backend works again.',
  ]);
});

test('gives up on what ends again and again, and says so once', async () => {
  const told = await watch(Array(20).fill(false));
  assert.equal(told.length, 2 * 5 + 1);
  assert.match(told.at(-1), /was started 5 times and stopped again/);
});

test('waits twice as long before each attempt', async () => {
  const times = [];
  const bringBack = async () => times.push(performance.now());
  await watch(Array(400).fill(false), { bringBack, patienceMs: 10 });
  assert.equal(times.length, 5);
  const waits = times.slice(1).map((time, index) => time - times[index]);
  waits.forEach((wait, index) => assert.ok(wait >= 10 * 2 ** (index + 1)));
});

test('counts anew once it has been well for long', async () => {
  const told = await watch(
    Array.from({ length: 20 }, (_, index) => index % 2 === 1),
    { settledMs: 0 },
  );
  assert.ok(told.every(line => !/2 of 5|stopped again/.test(line)));
});
