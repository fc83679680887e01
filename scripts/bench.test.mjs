import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureInstalled } from './ensure-installed.mjs';
import { loadSource } from './lib/sources.mjs';

await ensureInstalled();
const { percentile, spreadOf } = loadSource('bench/statistics.ts');
const { openLoop } = loadSource('bench/load/openLoop.ts');
const { goalsOf } = loadSource('bench/report/goals.ts');
const { renderReport } = loadSource('bench/report/renderReport.ts');

const MB = 1024 * 1024;

/** So many requests of 1 ms, and one that took longer. */
const times = (longest, count = 99) => [
  ...Array(count).fill(1),
  longest,
  longest,
];

/** What a run might have measured in which every goal was just met. */
function results(change = {}) {
  const round = {
    quiet: true,
    ours: new Map([
      [10, times(10)],
      [100, times(12)],
    ]),
    peer: new Map([
      [10, times(240)],
      [100, times(240)],
    ]),
    trimmed: times(50),
    alone: { peer: [30], ours: [3], oursWhole: [9] },
    changes: times(250),
    ...change.round,
  };
  const bare = {
    quiet: true,
    ours: times(12),
    express: times(6),
    sameBackend: times(6),
    ...change.bare,
  };
  return {
    plan: {
      sizes: [10, 100],
      mainSize: 100,
      memorySize: 1000,
      rounds: 3,
      requests: { ours: 101, peer: 101 },
      pageViews: 50,
      changes: 101,
    },
    // One round in which the machine did something else.
    rounds: [round, { ...round, changes: times(9000) }, round],
    bare: [bare, { ...bare, ours: times(9000) }, bare],
    upstream: { views: 50, ours: 0, oursDetails: 4, peerViews: 25, peer: 425 },
    completeMs: new Map([
      [0, 4000],
      [100, 5500],
    ]),
    memory: {
      empty: { rss: 300 * MB, heapUsed: 100 * MB },
      full: { rss: 600 * MB, heapUsed: 150 * MB },
    },
    bytes: { ours: 3000, peer: 65000 },
    ...change.results,
  };
}

test('a percentile is a value that was measured', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  assert.equal(percentile(values, 0.5), 100);
  assert.equal(percentile(values, 0.99), 198);
  assert.equal(percentile([7], 0.99), 7);
  assert.throws(() => percentile([], 0.5));
});

test('a spread has its median between the two in the middle', () => {
  assert.deepEqual(spreadOf([4, 1, 3]), { median: 3, min: 1, max: 4 });
  assert.deepEqual(spreadOf([4, 1, 3, 2]), { median: 2.5, min: 1, max: 4 });
});

test('requests are sent on time, whether or not the earlier ones were answered', async () => {
  const begin = performance.now();
  const sent = [];
  const { slow } = await openLoop(
    {
      quick: async () => ({ ms: 1 }),
      slow: async index => {
        sent[index] = performance.now() - begin;
        await sleep(1000);
        return { ms: 1000 };
      },
    },
    { rate: 100, count: 10 },
  );
  assert.deepEqual(slow, Array(10).fill(1000));
  assert.ok(sent[9] >= 90, 'not all at once');
  assert.ok(sent[9] < 1000, 'before the first was answered');
});

test('few failures count as long as they could have taken, many end the run', async () => {
  const loop = failing =>
    openLoop(
      {
        target: async index => {
          if (index < failing) throw new Error('no');
          return { ms: 1 };
        },
      },
      { rate: 10_000, count: 200 },
    );
  const { target } = await loop(2);
  assert.ok(target[0] >= 30_000);
  assert.equal(target.filter(ms => ms === 1).length, 198);
  await assert.rejects(loop(3));
});

test('goals are met at their limit, one odd round aside', () => {
  assert.deepEqual(
    goalsOf(results()).filter(({ met }) => !met),
    [],
  );
});

for (const [what, change] of Object.entries({
  'Requests to the API server': {
    results: {
      upstream: { views: 50, ours: 1, oursDetails: 4, peerViews: 25, peer: 1 },
    },
  },
  'Page data, p99 of the peer': {
    round: { peer: new Map([[100, times(239)]]) },
  },
  'Page data, p50 with 100': {
    round: {
      ours: new Map([
        [10, times(10)],
        [100, Array(101).fill(1.3)],
      ]),
    },
  },
  'Page data, p99 with 100': {
    round: {
      ours: new Map([
        [10, times(9.9)],
        [100, times(12)],
      ]),
    },
  },
  'Page data, p99 over a bare Express': { bare: { sameBackend: times(5.9) } },
  'Change on the API server': { round: { changes: times(251) } },
  Memory: {
    results: {
      memory: {
        empty: { rss: 300 * MB, heapUsed: 100 * MB },
        full: { rss: 500 * MB, heapUsed: 401 * MB },
      },
    },
  },
})) {
  test(`a goal that is missed is said: ${what}`, () => {
    const missed = goalsOf(results(change)).filter(({ met }) => !met);
    assert.equal(missed.length, 1);
    assert.ok(missed[0].title.startsWith(what));
  });
}

test('the page shows every goal, missed ones in bold', () => {
  const { upstream } = results();
  const missed = { results: { upstream: { ...upstream, ours: 3 } } };
  const text = renderReport(results(missed), 'Node 1.2.3');
  for (const { title } of goalsOf(results())) assert.ok(text.includes(title));
  assert.equal(text.match(/\*\*MISSED\*\*/g).length, 1);
  assert.match(text, /Node 1\.2\.3/);
  assert.doesNotMatch(text, /undefined|NaN/);
});
