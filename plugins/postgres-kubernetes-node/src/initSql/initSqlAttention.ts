import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import type { JobProblem } from '../jobs';
import { message } from '../messages';
import { keyOf } from '../messages/keyOf';
import { withEvidence } from '../messages/withEvidence';
import type { RankedAttention } from '../observe/rankedAttention';
import { sinceOf, type EvaluationTime } from '../observe/EvaluationTime';
import type { RequestStatus } from '../observe/requested';
import type { InitSql } from './initSql';

const PROBLEMS: Record<JobProblem['cause'], Message> = {
  forbidden: message('jobForbidden'),
  quota: message('jobQuota'),
  admission: message('jobAdmission'),
  unschedulable: message('jobUnschedulable'),
  image: message('jobImage'),
  configuration: message('jobConfiguration'),
};

type Text = Pick<RankedAttention, 'what' | 'meaning' | 'nextStep' | 'evidence'>;

/** Returns the text for init SQL that has not run, or has not completed. */
function textOf({ run, verdict }: InitSql): Text | undefined {
  const { end, problem } = run ?? {};
  if (!end) {
    return (
      problem && {
        what: message('initSqlWaits', { problem: PROBLEMS[problem.cause] }),
        meaning: message('nothingHasRun'),
        nextStep: message('initSqlRunsByItself'),
        evidence: problem.said,
      }
    );
  }
  const unknown = {
    meaning: message('initSqlUnknownEffect'),
    nextStep: message('checkBeforeInitSql'),
  };
  switch (end.type) {
    case 'done':
      return undefined;
    case 'failed':
      if (verdict?.stage === 'connect')
        return {
          what: message('initSqlCannotConnect'),
          meaning: message('nothingHasRun'),
          nextStep: message('changeInitSql'),
          evidence: verdict.said,
        };
      // The connection broke, possibly during the commit.
      return verdict && verdict.exitCode !== 2
        ? {
            what: message('initSqlFailed'),
            meaning: message('initSqlRolledBack'),
            nextStep: message('correctInitSql'),
            evidence: verdict.said,
          }
        : {
            what: message('initSqlInterrupted'),
            ...unknown,
            evidence: verdict?.said ?? end.said,
          };
    case 'could-not-run':
      return {
        what: message('initSqlNotRun', { problem: PROBLEMS[end.cause] }),
        meaning: message('nothingHasRun'),
        nextStep: message('askThenChangeInitSql'),
        evidence: end.said,
      };
    case 'deadline':
      return {
        what: message('initSqlTimedOut'),
        ...unknown,
        evidence: end.problem?.said,
      };
    case 'cancelled':
      return { what: message('initSqlStopped'), ...unknown };
    default:
      return {
        what: message('initSqlUnknown'),
        ...unknown,
        evidence: end.said,
      };
  }
}

/** Returns init SQL as a requested object. @public */
export function initSqlRequested(
  initSql: InitSql | undefined,
): RequestStatus[] {
  if (!initSql) return [];
  const { end } = initSql.run ?? {};
  const text = textOf(initSql);
  return [
    {
      id: 'init-sql',
      title: message('initSql'),
      created: end?.type === 'done',
      reportedMessage: text && withEvidence(text.what, text.evidence),
      refused: end !== undefined && end.type !== 'done',
    },
  ];
}

/** Returns attention for init SQL. @public */
export function initSqlAttention(
  input: EvaluationTime,
  initSql: InitSql | undefined,
): RankedAttention[] {
  const text = initSql && textOf(initSql);
  if (!text) return [];
  const { startedAt, end } = initSql.run ?? {};
  const id = 'init-sql';
  return [
    {
      id,
      impact: 'degraded',
      severity: end ? 'error' : 'warning',
      ...sinceOf(input, id, keyOf(text.what), startedAt),
      ...text,
    },
  ];
}
