import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import type { Snapshot } from '../model/Snapshot';
import type { RankedAttention } from './rankedAttention';
import type { InstanceFacts } from './Instance';
import type { RequestStatus } from './requested';

/** A step towards a complete database. @public */
export interface StepDraft {
  id: string;
  title: string;
  done: boolean;
  failed?: boolean;
  /** Not in progress: it starts at its own time. */
  waits?: boolean;
  message?: string;
}

/** Returns the steps with their states. The first open step is running, unless a final problem blocks it. @public */
export function toSteps(
  drafts: StepDraft[],
  attention: RankedAttention[],
): Step[] {
  const next = drafts.findIndex(({ done }) => !done);
  const failing = attention.filter(({ impact }) => impact === 'failing');
  const failure = failing.find(({ final }) => final) ?? failing[0];
  return drafts.map(({ message, ...draft }, index): Step => {
    const { id, title, done, failed, waits } = draft;
    const step = (state: Step['state'], text = message) => ({
      id,
      title,
      state,
      ...(text && { message: text }),
    });
    if (done) return { id, title, state: 'done' };
    if (failed) return step('failed');
    if (index !== next || waits) return step('pending');
    return failure
      ? step(
          failure.final ? 'failed' : 'running',
          [failure.what.text, failure.evidence].filter(Boolean).join(' '),
        )
      : step('running');
  });
}

/** Facts that the first steps depend on. @public */
export interface ServerProgress {
  snapshot: Pick<Snapshot, 'volumeClaims'>;
  facts: Pick<InstanceFacts, 'instances'> & { writable?: number };
  /** It was up before: a restart does not reset steps. */
  up: boolean;
  /** It was restored from another database. */
  restored: boolean;
  /** Whether it accepts a login. */
  login?: boolean;
}

/** Returns the steps until the login works. @public */
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

/** Returns the steps for requested roles, databases, extensions and init SQL. @public */
export function requestedSteps(requested: RequestStatus[]): StepDraft[] {
  return requested.map(({ id, title, created, reportedMessage, refused }) => ({
    id,
    title,
    done: created === true,
    failed: refused,
    waits: created === undefined,
    message:
      created === undefined
        ? 'Not known: the operator does not report it.'
        : reportedMessage,
  }));
}

/** Returns the step for standbys; none for a single instance. @public */
export function copySteps(
  { desired, ready }: Pick<InstanceFacts, 'desired' | 'ready'>,
  joined: boolean,
): StepDraft[] {
  return desired > 1
    ? [
        {
          id: 'copies',
          title: `Copies joined (${Math.min(
            ready,
            desired,
          )} of ${desired} instances)`,
          done: joined || ready >= desired,
        },
      ]
    : [];
}
