import type { Results } from '../results';
import { percentile, type Spread, spreadOf } from '../statistics';

/** A goal and the measured value. */
export interface Goal {
  title: string;
  goal: string;
  measured: string;
  met: boolean;
}

const number = (value: number) => value.toFixed(value < 10 ? 2 : 0);
const p99 = (values: number[]) => percentile(values, 0.99);
const p50 = (values: number[]) => percentile(values, 0.5);
const MB = 1024 * 1024;

export function showSpread({ median, min, max }: Spread, unit = ''): string {
  return `${number(median)}${unit} (${number(min)} to ${number(max)})`;
}

/** Returns all goals; ratios are computed within a round. */
export function goalsOf(results: Results): Goal[] {
  const { plan, rounds, bare, upstream, memory } = results;
  const { mainSize, sizes } = plan;
  const [smallest, largest] = [sizes[0], sizes[sizes.length - 1]];
  const overRounds = (of: (round: (typeof rounds)[number]) => number) =>
    spreadOf(rounds.map(of));
  const faster = overRounds(
    ({ pgstage, peer }) =>
      p99(peer.get(mainSize)!) / p99(pgstage.get(mainSize)!),
  );
  const fasterThanReduced = overRounds(
    ({ pgstage, reduced: reduced }) =>
      p99(reduced) / p99(pgstage.get(mainSize)!),
  );
  const growth = (at: (values: number[]) => number) =>
    overRounds(
      ({ pgstage }) => at(pgstage.get(largest)!) / at(pgstage.get(smallest)!),
    );
  const over = (what: 'sameBackend' | 'express') =>
    spreadOf(bare.map(round => p99(round.pgstage) / p99(round[what])));
  const overBare = over('sameBackend');
  const change = overRounds(({ changes }) => p99(changes));
  const added = (of: 'rss' | 'heapUsed') =>
    (memory.full[of] - memory.empty[of]) / MB;
  const [growth50, growth99] = [growth(p50), growth(p99)];
  return [
    {
      title: `Requests to the API server for ${upstream.views} page views of one database, without health and backups`,
      goal: '0',
      measured: `${upstream.pgstage}; the peer's ${Math.round(
        (upstream.peer / upstream.peerViews) * upstream.views,
      )}`,
      met: upstream.pgstage === 0,
    },
    {
      title: 'Page data, p99 of the peer over pgstage',
      goal: 'at least 20',
      measured: `${showSpread(
        faster,
      )}; of the peer reduced to four kinds: ${showSpread(fasterThanReduced)}`,
      met: faster.median >= 20,
    },
    {
      title: `Page data, p50 with ${largest} databases over ${smallest}`,
      goal: 'at most 1.2',
      measured: showSpread(growth50),
      met: growth50.median <= 1.2,
    },
    {
      title: `Page data, p99 with ${largest} databases over ${smallest}`,
      goal: 'at most 1.2',
      measured: showSpread(growth99),
      met: growth99.median <= 1.2,
    },
    {
      title:
        'Page data, p99 over a bare Express handler with the same bytes in the same backend',
      goal: 'at most 2',
      measured: `${showSpread(
        overBare,
      )}; over Express without Backstage: ${showSpread(over('express'))}`,
      met: overBare.median <= 2,
    },
    {
      title:
        'From a change on the API server to the response of the long poll, p99',
      goal: 'at most 250 ms',
      measured: showSpread(change, ' ms'),
      met: change.median <= 250,
    },
    {
      title: `Memory for ${plan.memorySize} databases over the empty backend`,
      goal: 'at most 300 MB',
      measured: `${number(added('rss'))} MB resident; ${number(
        added('heapUsed'),
      )} MB of live objects`,
      met: Math.max(added('rss'), added('heapUsed')) <= 300,
    },
  ];
}
