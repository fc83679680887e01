import { isDeepStrictEqual } from 'node:util';
import type { EngineState, Link } from '../links/Link';
import type { OperationId } from '../plan';
import type { Answer } from './Api';
import { ADDED, ENTITY } from './requests';

/** One operation during an outage, and what followed. */
export interface Attempt {
  operation: OperationId;
  /** The answer during the outage. */
  first: Answer;
  /** The engine after the outage, before the request was repeated. */
  healed: EngineState;
  /** The answer to the same request after the outage; absent: it was not repeated. */
  repeated?: Answer;
  /** The engine at the end. */
  final: EngineState;
  /** What the page shows at the end; absent: there is no such database. */
  page?: { entityRefs: string[] };
  /** The states of the backups at the end. */
  backups: string[];
}

/** Writes end after two minutes; as much again would be a request that hangs. */
const LONGEST_ANSWER_MS = 130_000;

/** Returns what is wrong with an attempt: something was lost, exists twice, or was not reported. */
export function cellProblems(attempt: Attempt, link: Link): string[] {
  const { operation, first, healed, repeated, final } = attempt;
  return [
    ...(first.status === 200 || first.status === 503
      ? []
      : [`answered ${first.status}: ${first.message}`]),
    ...(first.status === 503 && !link.system.test(first.message ?? '')
      ? [`the error does not name the system: ${first.message}`]
      : []),
    ...(first.ms > LONGEST_ANSWER_MS ? [`answered after ${first.ms} ms`] : []),
    ...(first.status === 200
      ? stateProblems(operation, healed, link).map(
          problem => `answered 200, but ${problem}`,
        )
      : []),
    ...(repeated && !isRepeated(operation, repeated)
      ? [`repeated: answered ${repeated.status}: ${repeated.message}`]
      : []),
    ...stateProblems(operation, final, link).map(
      problem => `at the end, ${problem}`,
    ),
    ...pageProblems(attempt),
    ...backupProblems(attempt),
  ];
}

/** Whether a repeated request succeeded, or found the backup of the first one, which still runs. */
const isRepeated = (operation: OperationId, { status, message }: Answer) =>
  status === 200 ||
  (operation === 'backup' && status === 409 && /running/.test(message ?? ''));

const boundTo = (operation: OperationId) =>
  operation === 'bind' ? [ADDED, ENTITY] : [ENTITY];

function stateProblems(
  operation: OperationId,
  { parts, entityRefs, changed, logsIn }: EngineState,
  link: Link,
): string[] {
  const complete = operation === 'remove' ? [] : link.complete;
  const problems: string[] = [];
  if (!isDeepStrictEqual(parts, complete))
    problems.push(`the engine has [${parts}], expected [${complete}]`);
  if (operation === 'remove') return problems;
  if (!isDeepStrictEqual([...(entityRefs ?? [])].sort(), boundTo(operation)))
    problems.push(`the record is bound to [${entityRefs}]`);
  if (operation === 'change' && changed !== link.changed)
    problems.push(`the changed value is ${changed}, requested ${link.changed}`);
  if (logsIn === false) problems.push('the stored password does not log in');
  return problems;
}

function pageProblems({ operation, page }: Attempt): string[] {
  if (operation === 'remove')
    return page ? ['the page shows the removed database'] : [];
  if (!page) return ['the page does not show the database'];
  return isDeepStrictEqual([...page.entityRefs].sort(), boundTo(operation))
    ? []
    : [`the page shows the database bound to [${page.entityRefs}]`];
}

function backupProblems({ operation, backups }: Attempt): string[] {
  if (operation !== 'backup') return [];
  return [
    ...(backups.includes('finished') ? [] : ['no backup has finished']),
    ...(backups.includes('running') ? ['a backup runs without an end'] : []),
  ];
}
