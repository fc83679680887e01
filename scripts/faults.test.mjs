import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensureInstalled } from './ensure-installed.mjs';
import { loadSource } from './lib/sources.mjs';

await ensureInstalled();
const {
  allRounds,
  cellProblems,
  judge,
  links,
  outageShownAfter,
  randomOf,
  renderReport,
  sampleOf,
  recoveryShownAfter,
  viewProblems,
} = loadSource('faults/index.ts');

const link = {
  id: 'postgres',
  system: /^PostgreSQL server main failed: /,
  place: { provider: 'server', location: 'main' },
  pollMs: 0,
  staleAfterMs: 12_000,
  changed: 7,
  complete: ['database', 'password', 'role'],
};
const entity = 'component:default/storefront';
const added = 'component:default/orders';

/** An engine in which everything is as it should be. */
const whole = {
  parts: ['database', 'password', 'role'],
  entityRefs: [entity],
  changed: -1,
  logsIn: true,
};
const failed = {
  status: 503,
  ms: 5_000,
  message: 'PostgreSQL server main failed: no response. Try again.',
};
const succeeded = { status: 200, ms: 50 };

/** A rotation that failed and was repeated, with changes. */
const attempt = (change = {}) => ({
  operation: 'rotate',
  first: failed,
  healed: whole,
  repeated: succeeded,
  final: whole,
  page: { entityRefs: [entity] },
  backups: [],
  ...change,
});
const problemsOf = change => cellProblems(attempt(change), link);

test('a request that failed and was repeated to success is good', () => {
  assert.deepEqual(problemsOf(), []);
  const none = { parts: [] };
  for (const change of [
    { operation: 'create', healed: none },
    { operation: 'change', final: { ...whole, changed: 7 } },
    {
      operation: 'bind',
      final: { ...whole, entityRefs: [entity, added] },
      page: { entityRefs: [added, entity] },
    },
    { operation: 'remove', final: none, page: undefined },
    { operation: 'backup', backups: ['failed', 'finished'] },
    {
      operation: 'backup',
      repeated: { status: 409, ms: 1, message: 'Backup a is still running' },
      backups: ['finished'],
    },
  ])
    assert.deepEqual(problemsOf(change), [], change.operation);
});

for (const [what, change, expected] of [
  ['no answer', { first: { status: 0, ms: 1 } }, /answered 0/],
  ['an internal error', { first: { status: 500, ms: 1 } }, /answered 500/],
  [
    'an error without the system',
    { first: { ...failed, message: 'Connection reset' } },
    /does not name the system: Connection reset/,
  ],
  [
    'an answer that hangs',
    { first: { ...failed, ms: 131_000 } },
    /answered after 131000 ms/,
  ],
  [
    'a success that was lost',
    { operation: 'create', first: succeeded, healed: { parts: ['role'] } },
    /answered 200, but the engine has \[role\]/,
  ],
  [
    'a repetition that fails',
    { repeated: { status: 409, ms: 1, message: 'exists' } },
    /repeated: answered 409: exists/,
  ],
  [
    'a second database',
    { final: { ...whole, parts: ['database', ...whole.parts] } },
    /the engine has \[database,database/,
  ],
  [
    'a password that does not work',
    { final: { ...whole, logsIn: false } },
    /does not log in/,
  ],
  ['a change that was lost', { operation: 'change' }, /changed value is -1/],
  [
    'a binding that was lost',
    { operation: 'bind' },
    /record is bound to \[component:default\/storefront\]/,
  ],
  [
    'a removed database on the page',
    { operation: 'remove', final: { parts: [] } },
    /shows the removed database/,
  ],
  ['a database that no page shows', { page: undefined }, /does not show/],
  [
    'a backup without an end',
    { operation: 'backup', backups: ['finished', 'running'] },
    /without an end/,
  ],
  ['no backup', { operation: 'backup' }, /no backup has finished/],
])
  test(`is a problem: ${what}`, () => {
    assert.match(problemsOf(change).join('\n'), expected);
  });

const AT = Date.parse('2026-11-27T12:00:00Z');
const iso = ms => new Date(AT + ms).toISOString();

/** A page view, answered `at` milliseconds after the start, of a database that was observed `age` milliseconds before. */
const view = (at, { age = 1_000, ...change } = {}, item = {}) => ({
  status: 200,
  ms: 10,
  requestedAt: AT + at - 10,
  answeredAt: AT + at,
  items: [
    {
      ...link.place,
      name: 'orders',
      status: { state: 'working' },
      usable: { value: true, at: iso(at - age) },
      observedAt: iso(at - age),
      ...item,
    },
  ],
  ...change,
});
const unreachable = { unreachable: { message: 'no response' } };

test('pages may show what was observed just before, or say that it is old', () => {
  assert.deepEqual(
    viewProblems([view(0), view(60_000, { age: 60_000 }, unreachable)], link),
    [],
  );
});

test('pages may not show old data as current, fail, take long, or know the future', () => {
  const problems = one => viewProblems([one], link).join('\n');
  assert.match(problems(view(0, { age: 12_001 })), /as current/);
  assert.match(problems(view(0, { age: -1 })), /in the future/);
  assert.match(problems(view(0, { ms: 10_001 })), /took 10001 ms/);
  assert.match(problems(view(0, { status: 503, items: [] })), /with 503/);
  assert.deepEqual(
    viewProblems([view(0, { status: 503, items: [] })], {
      ...link,
      id: 'catalog',
    }),
    [],
  );
});

test('the first page that shows an outage or its end counts', () => {
  const outage = { from: AT + 1_000, to: AT + 20_000 };
  const views = [
    view(900),
    view(2_000),
    view(8_000, { age: 8_000 }, unreachable),
    view(21_000, { age: 20_000 }, unreachable),
    // Without the mark, but observed before the end.
    view(22_000, { age: 3_000 }),
    view(23_000, { age: 500 }),
  ];
  assert.equal(outageShownAfter(views, link, outage), 7_000);
  assert.equal(recoveryShownAfter(views, link, outage), 3_000);
  assert.equal(recoveryShownAfter(views.slice(0, 5), link, outage), undefined);
  assert.equal(outageShownAfter(views.slice(0, 2), link, outage), undefined);
});

/** A good round. */
const result = (change = {}) => ({
  round: { link: 'postgres', fault: 'reset' },
  cells: [{ operation: 'create', first: failed, problems: [] }],
  problems: [],
  views: { count: 100, longestMs: 30 },
  outageShownMs: 6_000,
  shownMs: 900,
  ...change,
});

test('a round is good without a problem, and if its end is shown in time', () => {
  assert.deepEqual(judge(result(), 5_000, []), []);
  assert.match(
    judge(result({ shownMs: 5_001 }), 5_000, []).join(),
    /shown after 5001 ms/,
  );
});

test('a known failure is expected, and reported when it is mended', () => {
  const known = [
    {
      link: 'postgres',
      fault: 'reset',
      operation: 'create',
      problem: /lost/,
      reason: 'a reason',
    },
  ];
  const withProblem = problem =>
    result({
      cells: [{ operation: 'create', first: failed, problems: [problem] }],
    });
  assert.deepEqual(judge(withProblem('it was lost'), 5_000, known), []);
  assert.deepEqual(judge(withProblem('it is twice'), 5_000, known), [
    'create: it is twice',
    'create: /lost/ was not seen: remove it from faults/knownFailures.ts if it is mended',
  ]);
});

test('a sample depends only on its seed, and takes the links in turn', () => {
  const sample = seed => sampleOf(randomOf(seed), links.length * 2);
  assert.deepEqual(sample(7), sample(7));
  assert.notDeepEqual(sample(7), sample(8));
  for (const id of links)
    assert.equal(sample(7).filter(round => round.link === id).length, 2);
  const all = sampleOf(randomOf(7), 1_000);
  assert.equal(new Set(all).size, all.length);
  const long = allRounds.filter(round => !all.includes(round));
  assert.deepEqual(
    long.map(({ link: id, fault }) => `${id} ${fault}`),
    ['kubernetes latency', 'aws latency', 'aws timeout'],
  );
});

test('the page lists each round, those that were not run as open', () => {
  const text = renderReport({
    results: [result()],
    episodes: [
      {
        fault: 'cut',
        calls: [
          { operation: { kind: 'create' }, from: 0, to: 1 },
          { operation: { kind: 'read' }, from: 2, to: 3 },
        ],
        linearizable: false,
      },
    ],
    seed: 7,
    environment: 'Node 1.2.3',
    minutes: 3,
  });
  assert.match(text, /\| postgres \| reset \| 503 after 5\.0 s \| open/);
  assert.match(text, /\| postgres \| latency \| open/);
  assert.match(text, /\| cut \| 1 \| 0 \| 1 \| \*\*not linearizable\*\* \|/);
  assert.match(text, /Node 1\.2\.3/);
  assert.doesNotMatch(text, /undefined|NaN/);
});
