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

/** This many requests of 1 ms, and one longer request. */
const times = (longest, count = 99) => [
  ...Array(count).fill(1),
  longest,
  longest,
];

/** Possible results of a run in which every goal was just met. */
function results(change = {}) {
  const round = {
    quiet: true,
    pgstage: new Map([
      [10, times(10)],
      [100, times(12)],
    ]),
    peer: new Map([
      [10, times(240)],
      [100, times(240)],
    ]),
    reduced: times(50),
    singleUser: { peer: [30], pgstage: [3], pgstageWholeTab: [9] },
    changes: times(250),
    ...change.round,
  };
  const bare = {
    quiet: true,
    pgstage: times(12),
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
      requests: { pgstage: 101, peer: 101 },
      pageViews: 50,
      changes: 101,
    },
    // One round with other load on the machine.
    rounds: [round, { ...round, changes: times(9000) }, round],
    bare: [bare, { ...bare, pgstage: times(9000) }, bare],
    upstream: {
      views: 50,
      pgstage: 0,
      pgstageDetails: 4,
      peerViews: 25,
      peer: 425,
    },
    completeMs: new Map([
      [0, 4000],
      [100, 5500],
    ]),
    memory: {
      empty: { rss: 300 * MB, heapUsed: 100 * MB },
      full: { rss: 600 * MB, heapUsed: 150 * MB },
    },
    bytes: { pgstage: 3000, peer: 65000 },
    ...change.results,
  };
}

test('a percentile is one of the measured values', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  assert.equal(percentile(values, 0.5), 100);
  assert.equal(percentile(values, 0.99), 198);
  assert.equal(percentile([7], 0.99), 7);
  assert.throws(() => percentile([], 0.5));
});

test('the median is between the two middle values', () => {
  assert.deepEqual(spreadOf([4, 1, 3]), { median: 3, min: 1, max: 4 });
  assert.deepEqual(spreadOf([4, 1, 3, 2]), { median: 2.5, min: 1, max: 4 });
});

test('requests are sent on time, independent of earlier responses', async () => {
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
  assert.ok(sent[9] >= 90, 'not all at the same time');
  assert.ok(sent[9] < 1000, 'before the first response');
});

test('a few failures count with the timeout, many end the run', async () => {
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

test('goals are met at their limit, despite one outlier round', () => {
  assert.deepEqual(
    goalsOf(results()).filter(({ met }) => !met),
    [],
  );
});

for (const [what, change] of Object.entries({
  'Requests to the API server': {
    results: {
      upstream: {
        views: 50,
        pgstage: 1,
        pgstageDetails: 4,
        peerViews: 25,
        peer: 1,
      },
    },
  },
  'Page data, p99 of the peer': {
    round: { peer: new Map([[100, times(239)]]) },
  },
  'Page data, p50 with 100': {
    round: {
      pgstage: new Map([
        [10, times(10)],
        [100, Array(101).fill(1.3)],
      ]),
    },
  },
  'Page data, p99 with 100': {
    round: {
      pgstage: new Map([
        [10, times(9.9)],
        [100, times(12)],
      ]),
    },
  },
  'Page data, p99 over a bare Express': { bare: { sameBackend: times(5.9) } },
  'From a change on the API server': { round: { changes: times(251) } },
  Memory: {
    results: {
      memory: {
        empty: { rss: 300 * MB, heapUsed: 100 * MB },
        full: { rss: 500 * MB, heapUsed: 401 * MB },
      },
    },
  },
})) {
  test(`a missed goal is reported: ${what}`, () => {
    const missed = goalsOf(results(change)).filter(({ met }) => !met);
    assert.equal(missed.length, 1);
    assert.ok(missed[0].title.startsWith(what));
  });
}

test('the page shows every goal, missed ones in bold', () => {
  const { upstream } = results();
  const missed = { results: { upstream: { ...upstream, pgstage: 3 } } };
  const text = renderReport(results(missed), 'Node 1.2.3');
  for (const { title } of goalsOf(results())) assert.ok(text.includes(title));
  assert.equal(text.match(/\*\*MISSED\*\*/g).length, 1);
  assert.match(text, /Node 1\.2\.3/);
  assert.doesNotMatch(text, /undefined|NaN/);
});
