import os from 'node:os';
import { RATE } from '../plan';
import type { Results } from '../results';
import { percentile, spreadOf } from '../statistics';
import { goalsOf, showSpread } from './goals';
import { table } from './table';
import { readVersions } from './versions';

const MB = 1024 * 1024;

/** The page docs/benchmark.md. */
export async function renderReport(results: Results): Promise<string> {
  const { plan } = results;
  const versions = await readVersions();
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
      )}; ${os.availableParallelism()} processors, ${os.platform()} ${os.arch()}; ${versions}. Load average at the end: ${os
      .loadavg()
      .map(load => load.toFixed(1))
      .join(', ')}.`,
    `Page data at ${RATE} requests a second, milliseconds:`,
    pageTable(results),
    `One person alone, one page after the other, with ${
      plan.mainSize
    } databases: the peer answers in ${showSpread(
      spreadOf(
        results.rounds.map(({ peerAlone }) => percentile(peerAlone, 0.5)),
      ),
      ' ms',
    )}.`,
    otherTable(results),
    method(results),
  ].join('\n\n');
}

function pageTable({ plan, rounds }: Results): string {
  const show = (of: (round: (typeof rounds)[number]) => number[]) =>
    [0.5, 0.99].map(share =>
      showSpread(spreadOf(rounds.map(round => percentile(of(round), share)))),
    );
  return table(
    ['Databases', 'ours p50', 'ours p99', 'peer p50', 'peer p99'],
    [
      ...plan.sizes.map(size => [
        String(size),
        ...show(({ ours }) => ours.get(size)!),
        ...show(({ peer }) => peer.get(size)!),
      ]),
      [
        `${plan.mainSize}, peer cut down`,
        '',
        '',
        ...show(({ trimmed }) => trimmed),
      ],
      ['bare Express', ...show(({ bare }) => bare), '', ''],
    ],
  );
}

function otherTable({ rounds, completeMs, memory, bytes }: Results) {
  const change = spreadOf(
    rounds.map(({ changes }) => percentile(changes, 0.5)),
  );
  const mb = (value: number) => `${Math.round(value / MB)} MB`;
  const { empty, full } = memory;
  return table(
    ['What', 'Measured'],
    [
      ['Change to the answer of our long poll, p50', showSpread(change, ' ms')],
      ...[...completeMs].map(([size, ms]) => [
        `Start of the backend to complete directory, ${size} databases`,
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

function method({ plan, upstream }: Results): string {
  return `## How it is measured

- **Databases** are CloudNativePG clusters of three pods, each with its services, endpoint slices and volume claims: the objects that the real operator made for one healthy database, checked and completed by the API server, then stored under other names in 20 namespaces. Copies are written to etcd in bulk, in the form in which the API server stores objects. They are read, watched and changed by way of the API server only, a real one with the operator's real CRDs. Each database is bound to a component.
- **Both plugins** run in real backends, each in a process of its own, with the service account and the ClusterRole \`pgstage-observer\` of \`deploy/kubernetes\`. Requests come over HTTP with a token of Backstage's own auth plugin, of the same user. The one stand-in is the catalog: the in-memory one of Backstage's own test utilities, for both. With a real catalog both ask it once more per page; ours keeps the answer for ten seconds.
- **The peer** is asked as its tab asks, once per page. It has its default kinds and the four kinds of CloudNativePG that it needs to show state, backups and poolers. In its favour, it asks for no metrics, may read all these kinds, and finds the clusters by the label of their pods. *Cut down* to pods, services, clusters and backups, it shows less than ours does.
- **Ours** is the list of the entity's databases, which fills the header, the tiles and what needs attention. The count of requests to the API server takes that list, the database and its connection. Health and backups, which the tab also loads, ask the instances through the API server for what only they know (replication lag, the last archived WAL), at most once in two seconds for all viewers: their count depends on how long the views took, not on how many there were.
- **${plan.rounds} rounds**: each sends requests on time whether or not earlier ones were answered. All sizes of ours and the bare Express take turns request by request, ${plan.requests.ours} requests each; then each peer alone, ${plan.requests.peer} requests, so that a queue has less time to grow than it would have in real use. Pages of ${plan.sizes[0]} databases are looked at, whatever the size. Ratios are taken within a round.
- **Requests to the API server** are counted at a proxy in front of it, watches that are renewed from time to time left out (${upstream.views} views of ours, ${upstream.peerViews} of the peer, scaled). Where time is measured, the peer has no proxy in its way.
- **A change** is a patch of a cluster's status: from sending it to the last byte of the long poll that shows it.
- **Memory** is what is resident after garbage collection, of a backend that started with all databases, less that of one that started with none.
`;
}
