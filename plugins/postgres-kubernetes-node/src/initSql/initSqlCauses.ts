import type { JobProblem } from '../jobs';
import type { Cause } from '../observe/cause';
import { sinceOf, type Moment } from '../observe/Moment';
import type { Requested } from '../observe/requested';
import type { InitSql } from './initSql';

const REPEAT =
  'Change options.initSqlAsOwner: what it is then runs again. Or take it away (null) to go on without it.';
const LOOK =
  'Look at what is in the database before you do either. Change options.initSqlAsOwner to what is still to be run, or take it away (null).';

const CAUSES: Record<JobProblem['cause'], string> = {
  forbidden: 'Backstage lacks a right',
  quota: 'a quota is used up',
  admission: 'Kubernetes refuses its Job',
  unschedulable: 'no node takes its pod',
  image: 'its image cannot be run',
  configuration: 'what its pod needs is missing',
};

type Text = Pick<Cause, 'what' | 'meaning' | 'nextStep' | 'evidence'>;

const notStarted = ({ cause, said }: JobProblem): Text => ({
  what: `Init SQL could not be run: ${CAUSES[cause]}.`,
  meaning: 'Nothing of it has run.',
  nextStep: `Ask the platform team. ${REPEAT}`,
  evidence: said,
});

/** What is to be said of init SQL that has not run, or not to its end. */
function textOf({ run, verdict }: InitSql): Text | undefined {
  const { end, problem } = run ?? {};
  if (!end) {
    return (
      problem && {
        ...notStarted(problem),
        what: `Init SQL waits: ${CAUSES[problem.cause]}.`,
        nextStep:
          'Ask the platform team. It runs as soon as that is put right.',
      }
    );
  }
  const unknown = {
    meaning: 'It is not known whether any of it is in the database.',
    nextStep: LOOK,
  };
  switch (end.type) {
    case 'done':
      return undefined;
    case 'failed':
      if (verdict?.stage === 'connect')
        return {
          what: 'Init SQL could not connect to the database.',
          meaning: 'Nothing of it has run.',
          nextStep: REPEAT,
          evidence: verdict.said,
        };
      // The connection broke: it may have been when the transaction ended.
      return verdict && verdict.exitCode !== 2
        ? {
            what: 'Init SQL failed.',
            meaning:
              'Unless it commits itself, nothing of it is in the database.',
            nextStep: `Correct it. ${REPEAT}`,
            evidence: verdict.said,
          }
        : {
            what: 'Init SQL ended before its end.',
            ...unknown,
            evidence: verdict?.said ?? end.said,
          };
    case 'could-not-run':
      return notStarted(end);
    case 'deadline':
      return {
        what: 'Init SQL was stopped, as its time was up.',
        ...unknown,
        evidence: end.problem?.said,
      };
    case 'cancelled':
      return { what: 'Init SQL was stopped.', ...unknown };
    default:
      return {
        what: 'It is not known whether init SQL has run.',
        ...unknown,
        evidence: end.said,
      };
  }
}

/** Init SQL as one of the things that were asked for. @public */
export function initSqlRequested(initSql: InitSql | undefined): Requested[] {
  if (!initSql) return [];
  const { end } = initSql.run ?? {};
  const { what, evidence } = textOf(initSql) ?? {};
  return [
    {
      id: 'init-sql',
      title: 'Init SQL',
      made: end?.type === 'done',
      said: [what, evidence].filter(Boolean).join(' ') || undefined,
      refused: end !== undefined && end.type !== 'done',
    },
  ];
}

/** What is wrong with init SQL that is to run, or has. @public */
export function initSqlCauses(
  moment: Moment,
  initSql: InitSql | undefined,
): Cause[] {
  const text = initSql && textOf(initSql);
  if (!text) return [];
  const { startedAt, end } = initSql.run ?? {};
  const id = 'init-sql';
  return [
    {
      id,
      weight: 'degraded',
      severity: end ? 'error' : 'warning',
      ...sinceOf(moment, id, text.what, startedAt),
      ...text,
    },
  ];
}
