import { knownFailures, type KnownFailure } from './knownFailures';
import type { RoundResult } from './round/runRound';

/** Time in which a page must show current data after a link works again. */
export const SHOWN_WITHIN_MS = 5_000;

/**
 * Returns what is wrong in a round beyond the known failures, and the known
 * failures that were not seen: they are mended, and must leave the list.
 *
 * @param shownWithinMs - longer on a machine that does other work, too
 */
export function judge(
  { round, cells, problems, shownMs }: RoundResult,
  shownWithinMs = SHOWN_WITHIN_MS,
  known: KnownFailure[] = knownFailures,
): string[] {
  const expected = known.filter(
    ({ link, fault }) => link === round.link && fault === round.fault,
  );
  const found = [
    ...problems.map(problem => ({ operation: undefined, problem })),
    ...(shownMs !== undefined && shownMs > shownWithinMs
      ? [
          {
            operation: undefined,
            problem: `the end of the outage was shown after ${shownMs} ms`,
          },
        ]
      : []),
    ...cells.flatMap(cell =>
      cell.problems.map(problem => ({ operation: cell.operation, problem })),
    ),
  ];
  const is = (
    failure: KnownFailure,
    { operation, problem }: (typeof found)[number],
  ) => failure.operation === operation && failure.problem.test(problem);
  return [
    ...found
      .filter(one => !expected.some(failure => is(failure, one)))
      .map(({ operation, problem }) =>
        operation ? `${operation}: ${problem}` : problem,
      ),
    ...expected
      .filter(failure => !found.some(one => is(failure, one)))
      .map(
        ({ operation, problem }) =>
          `${
            operation ?? 'pages'
          }: ${problem} was not seen: remove it from faults/knownFailures.ts if it is mended`,
      ),
  ];
}
