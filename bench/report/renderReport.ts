import os from 'node:os';
import type { BareRound } from '../measure/bare';
import { RATE } from '../plan';
import type { Results } from '../results';
import { percentile, spreadOf } from '../statistics';
import { goalsOf, showSpread } from './goals';
import { method } from './method';
import { table } from './table';

const MB = 1024 * 1024;

/** Renders docs/benchmark.md. */
export function renderReport(results: Results, versions: string): string {
  return [
    '# Benchmark',
    `Response times of pgstage compared with [\`@backstage/plugin-kubernetes-backend\`](https://backstage.io/docs/features/kubernetes/), which shows databases on Kubernetes in Backstage without pgstage. \`npm run bench\` runs all measurements and writes this page; \`npm run bench -- --quick\` only checks that it works.`,
    '## Goals',
    'These numbers are ratios, counts or generous limits, and should be similar on other machines. Each is the median of the rounds, with the smallest and the largest value.',
    table(
      ['What', 'Goal', 'Measured', ''],
      goalsOf(results).map(({ title, goal, measured, met }) => [
        title,
        goal,
        measured,
        met ? 'met' : '**MISSED**',
      ]),
    ),
    '## Results on the test machine',
    `${new Date()
      .toISOString()
      .slice(
        0,
        10,
      )}; ${os.availableParallelism()} processors, ${os.platform()} ${os.arch()}; ${versions}. ${loadOf(
      results,
    )}`,
    `Page data at ${RATE} requests a second, milliseconds:`,
    pageTable(results),
    otherTable(results),
    method(results),
  ].join('\n\n');
}

function loadOf({ rounds, bare }: Results): string {
  const all = [...rounds, ...bare];
  const busy = all.filter(({ quiet }) => !quiet).length;
  return busy
    ? `Other programs kept the machine busy in ${busy} of ${
        all.length
      } rounds: times are longer than they would be without them, and differ more. Load average at the end: ${os
        .loadavg()
        .map(load => load.toFixed(1))
        .join(', ')}.`
    : 'The machine was at least half idle before each measurement of page data.';
}

const MARKS = [0.5, 0.99];

function pageTable({ plan, rounds, bare }: Results): string {
  const show = (values: number[][]) =>
    MARKS.map(mark =>
      showSpread(spreadOf(values.map(each => percentile(each, mark)))),
    );
  const of = (what: keyof Omit<BareRound, 'quiet'>) =>
    show(bare.map(round => round[what]));
  return table(
    ['Databases', 'pgstage p50', 'pgstage p99', 'peer p50', 'peer p99'],
    [
      ...plan.sizes.map(size => [
        String(size),
        ...show(rounds.map(({ pgstage }) => pgstage.get(size)!)),
        ...show(rounds.map(({ peer }) => peer.get(size)!)),
      ]),
      [
        `${plan.mainSize}, reduced peer`,
        '',
        '',
        ...show(rounds.map(({ reduced: reduced }) => reduced)),
      ],
      [`${plan.mainSize}, before all others`, ...of('pgstage'), '', ''],
      ['bare handler, same backend', ...of('sameBackend'), '', ''],
      ['bare Express', ...of('express'), '', ''],
    ],
  );
}

function otherTable(results: Results) {
  const { plan, rounds, completeMs, memory, bytes, upstream } = results;
  const p50 = (of: (round: (typeof rounds)[number]) => number[]) =>
    showSpread(
      spreadOf(rounds.map(round => percentile(of(round), 0.5))),
      ' ms',
    );
  const mb = (value: number) => `${Math.round(value / MB)} MB`;
  const { empty, full } = memory;
  return table(
    ['What', 'Measured'],
    [
      [
        `A single user, ${plan.mainSize} databases, p50`,
        `peer ${p50(({ singleUser }) => singleUser.peer)}; pgstage ${p50(
          ({ singleUser }) => singleUser.pgstage,
        )}, the whole tab ${p50(
          ({ singleUser }) => singleUser.pgstageWholeTab,
        )}`,
      ],
      [
        `Requests to the API server for health and backups of ${upstream.views} views`,
        String(upstream.pgstageDetails),
      ],
      [
        'From a change to the response of the long poll, p50',
        p50(({ changes }) => changes),
      ],
      ...[...completeMs].map(([size, ms]) => [
        size
          ? `Start of the backend with complete directory, ${size} databases`
          : 'Start of the backend, no database',
        `${(ms / 1000).toFixed(1)} s`,
      ]),
      [
        'Memory: resident',
        `${mb(empty.rss)} empty, ${mb(full.rss)} with all databases`,
      ],
      [
        'Memory: live objects after garbage collection',
        `${mb(empty.heapUsed)} empty, ${mb(full.heapUsed)} with all databases`,
      ],
      ['Bytes of one response', `pgstage ${bytes.pgstage}, peer ${bytes.peer}`],
    ],
  );
}
