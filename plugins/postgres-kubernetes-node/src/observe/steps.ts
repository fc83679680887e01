import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import type { Snapshot } from '../model/Snapshot';
import type { RankedAttention } from './rankedAttention';
import type { InstanceFacts } from './Instance';
import type { RequestStatus } from './requested';

/** A step towards a finished database, by what exists. @public */
export interface StepDraft {
  id: string;
  title: string;
  done: boolean;
  failed?: boolean;
  /** Nobody works on it: it comes at its time. */
  waits?: boolean;
  message?: string;
}

/** The steps as they stand: the first that is open is worked on, unless what keeps it from being done is final. @public */
export function toSteps(
  drafts: StepDraft[],
  attention: RankedAttention[],
): Step[] {
  const next = drafts.findIndex(({ done }) => !done);
  const failing = attention.filter(({ impact }) => impact === 'failing');
  const failure = failing.find(({ final }) => final) ?? failing[0];
  return drafts.map(({ message, ...draft }, index): Step => {
    const { id, title, done, failed, waits } = draft;
    const told = (state: Step['state'], text = message) => ({
      id,
      title,
      state,
      ...(text && { message: text }),
    });
    if (done) return { id, title, state: 'done' };
    if (failed) return told('failed');
    if (index !== next || waits) return told('pending');
    return failure
      ? told(
          failure.final ? 'failed' : 'running',
          [failure.what.text, failure.evidence].filter(Boolean).join(' '),
        )
      : told('running');
  });
}

/** What the first steps of a database are judged by. @public */
export interface ServerProgress {
  snapshot: Pick<Snapshot, 'volumeClaims'>;
  facts: Pick<InstanceFacts, 'instances'> & { writable?: number };
  /** It was up before: a restart does not undo steps. */
  up: boolean;
  /** It began with the data of another one. */
  restored: boolean;
  /** Whether it accepts a login. */
  login?: boolean;
}

/** The steps until somebody can log in. @public */
export function serverSteps({
  snapshot,
  facts,
  up,
  restored,
  login,
}: ServerProgress): StepDraft[] {
  const started = facts.instances.some(({ pod }) => pod?.phase === 'Running');
  return [
    { id: 'accepted', title: 'Request accepted', done: true },
    {
      id: 'storage',
      title: 'Storage attached',
      done:
        up ||
        started ||
        snapshot.volumeClaims.some(({ phase }) => phase === 'Bound'),
    },
    {
      id: 'instance',
      title: restored
        ? 'Restored, first instance started'
        : 'First instance started',
      done: up || started,
    },
    {
      id: 'answers',
      title: 'Database answers',
      done: up || Boolean(facts.writable),
    },
    { id: 'login', title: 'Login ready', done: up || login === true },
  ];
}

/** The steps for what was asked for besides. @public */
export function requestedSteps(requested: RequestStatus[]): StepDraft[] {
  return requested.map(({ id, title, made, said, refused }) => ({
    id,
    title,
    done: made === true,
    failed: refused,
    waits: made === undefined,
    message:
      made === undefined ? 'Not known: the operator does not tell.' : said,
  }));
}

/** The step for standbys; none for a database that is to have none. @public */
export function copySteps(
  { wanted, ready }: Pick<InstanceFacts, 'wanted' | 'ready'>,
  joined: boolean,
): StepDraft[] {
  return wanted > 1
    ? [
        {
          id: 'copies',
          title: `Copies joined (${Math.min(
            ready,
            wanted,
          )} of ${wanted} instances)`,
          done: joined || ready >= wanted,
        },
      ]
    : [];
}
