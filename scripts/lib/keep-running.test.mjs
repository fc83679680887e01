import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepRunning } from './keep-running.mjs';

/**
 * Runs until all results have been checked, a millisecond each; resolves to the
 * reports and the times of the restarts.
 */
async function watch(results, options = {}) {
  const over = new AbortController();
  const reports = [];
  let checks = 0;
  const isWell = async () => {
    checks += 1;
    if (checks > results.length) over.abort();
    return results[checks - 1];
  };
  await keepRunning('The backend', {
    isWell,
    bringBack: async () => reports.push(checks),
    say: line => reports.push(line),
    signal: over.signal,
    patienceMs: 0,
    pauseMs: 1,
    ...options,
  });
  return reports;
}

test('restarts a program that exited, and reports when it works again', async () => {
  assert.deepEqual(await watch([true, false, true, true]), [
    'The backend stopped working. Starting it again (1 of 5) ...',
    2,
    'The backend works again.',
  ]);
});

test('does not restart a program that recovers', async () => {
  const short = [true, false, true, false, true];
  assert.deepEqual(await watch(short, { patienceMs: 60_000 }), []);
});

test('reports why an attempt failed, and retries', async () => {
  const bringBack = async () => {
    throw new Error('The port is taken.');
  };
  const reports = await watch([false, false, true], { bringBack });
  assert.deepEqual(reports, [
    'The backend stopped working. Starting it again (1 of 5) ...',
    'The port is taken.',
    'The backend stopped working. Starting it again (2 of 5) ...',
    'The port is taken.',
    'The backend works again.',
  ]);
});

test('gives up after repeated failures, and reports it once', async () => {
  const reports = await watch(Array(20).fill(false));
  assert.equal(reports.length, 2 * 5 + 1);
  assert.match(reports.at(-1), /was started 5 times and stopped again/);
});

test('doubles the delay before each attempt', async () => {
  const times = [];
  const bringBack = async () => times.push(performance.now());
  await watch(Array(400).fill(false), { bringBack, patienceMs: 10 });
  assert.equal(times.length, 5);
  const waits = times.slice(1).map((time, index) => time - times[index]);
  waits.forEach((wait, index) => assert.ok(wait >= 10 * 2 ** (index + 1)));
});

test('restarts the count after a long time without failures', async () => {
  const reports = await watch(
    Array.from({ length: 20 }, (_, index) => index % 2 === 1),
    { settledMs: 0 },
  );
  assert.ok(reports.every(line => !/2 of 5|stopped again/.test(line)));
});
