import type { Message, Step } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import { withEvidence } from '../messages/withEvidence';
import type { Snapshot } from '../model/Snapshot';
import type { RankedAttention } from './rankedAttention';
import type { InstanceFacts } from './Instance';
import type { RequestStatus } from './requested';

/** A step towards a complete database. @public */
export interface StepDraft {
  id: string;
  title: Message;
  done: boolean;
  failed?: boolean;
  /** Not in progress: it starts at its own time. */
  waits?: boolean;
  message?: Message;
}

/** Returns the steps with their states. The first open step is running, unless a final problem blocks it. @public */
export function toSteps(
  drafts: StepDraft[],
  attention: RankedAttention[],
): Step[] {
  const next = drafts.findIndex(({ done }) => !done);
  const failing = attention.filter(({ impact }) => impact === 'failing');
  const failure = failing.find(({ final }) => final) ?? failing[0];
  return drafts.map((draft, index): Step => {
    const { id, title, done, failed, waits } = draft;
    const step = (state: Step['state'], text = draft.message) => ({
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
          withEvidence(failure.what, failure.evidence),
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
    { id: 'accepted', title: message('requestAccepted'), done: true },
    {
      id: 'storage',
      title: message('volumeBound'),
      done:
        up ||
        started ||
        snapshot.volumeClaims.some(({ phase }) => phase === 'Bound'),
    },
    {
      id: 'instance',
      title: restored
        ? message('firstInstanceRestored')
        : message('firstInstanceStarted'),
      done: up || started,
    },
    {
      id: 'answers',
      title: message('acceptsConnections'),
      done: up || Boolean(facts.writable),
    },
    {
      id: 'login',
      title: message('loginReady'),
      done: up || login === true,
    },
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
    message: created === undefined ? message('notReported') : reportedMessage,
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
          title: message('standbysReady', {
            ready: Math.min(ready, desired),
            desired,
          }),
          done: joined || ready >= desired,
        },
      ]
    : [];
}
