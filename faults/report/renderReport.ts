import type { Episode } from '../history/runEpisode';
import { judge, SHOWN_WITHIN_MS } from '../judge';
import { knownFailures } from '../knownFailures';
import { allRounds, operations, type Round } from '../plan';
import type { Cell, RoundResult } from '../round/runRound';
import { method } from './method';
import { NOT_COVERED } from './notCovered';
import { table } from '../../bench/report/table';

/** A run of the suite. */
export interface FaultsReport {
  results: RoundResult[];
  /** Empty: none were run. */
  episodes: Episode[];
  seed: number;
  /** Versions of the parts, and of the machine. */
  environment: string;
  minutes: number;
}

const seconds = (ms: number | undefined) =>
  ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`;

/** Without an outage on a page, there is no recovery to show. */
const recoveryOf = ({ outageShownMs, shownMs }: RoundResult) =>
  outageShownMs === undefined ? undefined : shownMs;

function cellText({ first, problems }: Cell): string {
  const answer = `${first.status} after ${seconds(first.ms)}`;
  return problems.length ? `**${answer}: failed**` : answer;
}

function rowOf(round: Round, results: RoundResult[]): string[] {
  const result = results.find(
    one => one.round.link === round.link && one.round.fault === round.fault,
  );
  const cells = operations.map(operation => {
    const cell = result?.cells.find(one => one.operation === operation);
    return cell ? cellText(cell) : 'open';
  });
  return [
    round.link,
    round.fault,
    ...cells,
    result ? seconds(result.outageShownMs) : 'open',
    result ? seconds(recoveryOf(result)) : 'open',
    result
      ? `${result.views.count}, ${seconds(result.views.longestMs)}`
      : 'open',
  ];
}

function historyText(episodes: Episode[]): string {
  if (!episodes.length) return 'Open.';
  return table(
    [
      'Fault',
      'Writes that succeeded',
      'Writes with an error',
      'Reads',
      'Record',
    ],
    episodes.map(({ fault, calls, linearizable }) => {
      const writes = calls.filter(({ operation }) => operation.kind !== 'read');
      const open = writes.filter(({ uncertain }) => uncertain).length;
      return [
        fault,
        String(writes.length - open),
        String(open),
        String(calls.length - writes.length),
        linearizable ? 'linearizable' : '**not linearizable**',
      ];
    }),
  );
}

/** Renders docs/reliability.md. */
export function renderReport({
  results,
  episodes,
  seed,
  environment,
  minutes,
}: FaultsReport): string {
  const failed = results.flatMap(result =>
    judge(result).map(
      problem => `- ${result.round.link}, ${result.round.fault}: ${problem}`,
    ),
  );
  const known = knownFailures.map(
    ({ link, fault, operation, reason }) =>
      `- Known: ${link}, ${fault}, ${operation ?? 'pages'}: ${reason}`,
  );
  const longest = Math.max(
    0,
    ...results.map(({ outageShownMs, shownMs = Infinity }) =>
      outageShownMs === undefined ? 0 : shownMs,
    ),
  );
  return `# Reliability

What happens to requests and pages while a link of the backend is broken. \`npm run faults\` breaks each link in each way while users request all operations and open pages, and writes this page; \`npm run faults -- --seed ${seed}\` repeats this run.

## Goals

- **Nothing lost**: what was answered with success exists afterwards, and any other request can be repeated to success.
- **Nothing twice**: afterwards there is one of everything, or nothing after a removal.
- **Nothing green that is not known**: a page marks old data as such within the time limit of its provider.
- **No secret** in an error, on a page, or in the log.
- **Recovery is shown** within ${
    SHOWN_WITHIN_MS / 1000
  } s after the link works again; measured: at most ${seconds(longest)}.

## Results

${new Date().toISOString().slice(0, 10)}; seed ${seed}, ${minutes.toFixed(
    0,
  )} minutes; ${environment}.

Each cell is the answer that the operation received during the outage: 200, or 503 with the system, what it said and what to do. The state afterwards is as above, unless the cell says that it failed.

${table(
  [
    'Link',
    'Fault',
    ...operations,
    'Outage shown',
    'Recovery shown',
    'Page views, longest',
  ],
  allRounds.map(round => rowOf(round, results)),
)}

"–": no page showed an outage during the round, and so no recovery: data arrived in time, or the backend had not noticed yet that none arrives. The latter applies to _kubernetes_ (a silent watch) and _aws_ (the next read); see what is not covered.

## Histories of two replicas

${historyText(episodes)}

## Failures

${[...failed, ...known].join('\n') || 'None.'}

## Not covered

${NOT_COVERED.map(what => `- ${what}`).join('\n')}

${method()}`;
}
