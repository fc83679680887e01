import os from 'node:os';
import type { BareRound } from '../measure/bare';
import { RATE } from '../plan';
import type { Results } from '../results';
import { percentile, spreadOf } from '../statistics';
import { goalsOf, showSpread } from './goals';
import { method } from './method';
import { table } from './table';

const MB = 1024 * 1024;

/** The page docs/benchmark.md. */
export function renderReport(results: Results, versions: string): string {
  return [
    '# Benchmark',
    `How fast pgstage answers, against [\`@backstage/plugin-kubernetes-backend\`](https://backstage.io/docs/features/kubernetes/): what shows databases on Kubernetes in Backstage without pgstage. \`npm run bench\` measures everything anew in one run and writes this page; \`npm run bench -- --quick\` only shows that it works.`,
    '## Goals',
    'These numbers are ratios or counts, or generous limits, and should come out alike on other machines. Median of the rounds, with the smallest and the largest of them.',
    table(
      ['What', 'Goal', 'Measured', ''],
      goalsOf(results).map(({ title, goal, measured, met }) => [
        title,
        goal,
        measured,
        met ? 'met' : '**MISSED**',
      ]),
    ),
    '## On the machine that measured',
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
    : 'It was at least half idle before each part of a round.';
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
    ['Databases', 'ours p50', 'ours p99', 'peer p50', 'peer p99'],
    [
      ...plan.sizes.map(size => [
        String(size),
        ...show(rounds.map(({ ours }) => ours.get(size)!)),
        ...show(rounds.map(({ peer }) => peer.get(size)!)),
      ]),
      [
        `${plan.mainSize}, peer cut down`,
        '',
        '',
        ...show(rounds.map(({ trimmed }) => trimmed)),
      ],
      [`${plan.mainSize}, before all others`, ...of('ours'), '', ''],
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
        `One person alone, ${plan.mainSize} databases, p50`,
        `peer ${p50(({ alone }) => alone.peer)}; ours ${p50(
          ({ alone }) => alone.ours,
        )}, the whole tab ${p50(({ alone }) => alone.oursWhole)}`,
      ],
      [
        `Requests to the API server for health and backups of ${upstream.views} views`,
        String(upstream.oursDetails),
      ],
      [
        'Change to the answer of our long poll, p50',
        p50(({ changes }) => changes),
      ],
      ...[...completeMs].map(([size, ms]) => [
        size
          ? `Start of the backend to complete directory, ${size} databases`
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
      ['Bytes of one answer', `ours ${bytes.ours}, peer ${bytes.peer}`],
    ],
  );
}
