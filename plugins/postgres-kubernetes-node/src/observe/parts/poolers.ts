import type {
  DatabaseState,
  Message,
  MessageParam,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import { withReason } from '../../messages/withReason';
import type { CachedContainer } from '../../model/CachedPod';
import { isKnown, readyAddresses, type Snapshot } from '../../model/Snapshot';
import { MINUTE } from '../EvaluationTime';
import { podProblem, type PodProblem } from '../podProblem';
import type { ObservedPart } from './ObservedPart';
import type { PartsInput } from './volumes';

/** Status of a pooler (PgBouncer) that the rules need. @public */
export interface PoolerStatus {
  name: string;
  createdAt: string;
  instances: number;
  poolMode?: string;
  paused: boolean;
  status: { phase?: string; phaseReason?: string; error?: string };
}

/** How long a new part may take to start. */
const START_LIMIT_MS = 2 * MINUTE;

/** After this time without a restart, the kubelet no longer delays the next one: the container works. */
const RECENT_RESTART_MS = 10 * MINUTE;

interface PoolerPods {
  /** What prevents one of them from running. */
  problem?: PodProblem;
  /** The most restarts of a container that has restarted recently; 0 if none has. */
  restarts: number;
}

/** Returns poolers as parts; their Services have the same names. @public */
export function poolerParts(
  input: PartsInput,
  poolers: PoolerStatus[],
): ObservedPart[] {
  return poolers.map(pooler => ({
    kind: 'pooler',
    name: pooler.name,
    ...stateOf(pooler, input),
  }));
}

type State = Pick<ObservedPart, 'state' | 'reason' | 'accepts' | 'crashes'>;

function stateOf(
  pooler: PoolerStatus,
  { snapshot, facts, now }: PartsInput,
): State {
  const { name, status, instances, createdAt, paused } = pooler;
  const pods = podsOf(name, snapshot, now);
  const reason = reasonOf(pooler, pods);
  // The pods keep running, whatever the operator cannot do now.
  const isRefused =
    status.error || /^(failed|inactive)$/.test(`${status.phase}`);
  const of = (state: DatabaseState, text: Message): State => ({
    state,
    reason: text,
  });
  if (paused) return of('changing', message('poolerPaused'));
  if (facts.hibernated) return of('changing', message('partHibernated'));
  if (!instances) return of('unknown', message('poolerWithoutInstance'));
  const ready = readyAddresses(snapshot, name);
  const crashes = pods.problem !== undefined || pods.restarts > 0;
  if (ready >= instances) {
    const { poolMode: mode = 'session' } = pooler;
    return isRefused
      ? {
          state: 'attention',
          reason: withReason(message('poolerNotReconciled'), reason),
          accepts: true,
          crashes,
        }
      : of('working', message('poolerUp', { ready, instances, mode }));
  }
  if (!isKnown(snapshot, 'endpointSlices'))
    return of('unknown', message('itsEndpointsUnread'));
  const starts = now.getTime() - Date.parse(createdAt) < START_LIMIT_MS;
  const text = ready
    ? message('poolerPartlyUp', { ready, instances })
    : message('poolerIsDown');
  return {
    state: starts && !crashes ? 'changing' : 'attention',
    reason: withReason(text, reason),
    accepts: ready > 0,
    crashes,
  };
}

function podsOf(
  name: string,
  snapshot: Pick<Snapshot, 'pods'>,
  now: Date,
): PoolerPods {
  const pods = snapshot.pods.filter(
    pod => pod.pooler === name && !pod.deletedAt,
  );
  return {
    problem: pods.flatMap(pod => podProblem(pod) ?? [])[0],
    restarts: Math.max(
      0,
      ...pods
        .flatMap(({ containers }) => containers)
        .filter(container => restartsRecently(container, now))
        .map(({ restarts }) => restarts),
    ),
  };
}

/** Returns whether the last restart is recent, or the next one is due. */
function restartsRecently(
  { startedAt, reason }: CachedContainer,
  now: Date,
): boolean {
  return startedAt
    ? now.getTime() - Date.parse(startedAt) < RECENT_RESTART_MS
    : reason !== undefined && reason !== 'Completed';
}

/** Returns the reason that Kubernetes or the operator reports. */
function reasonOf(
  { status }: PoolerStatus,
  { problem, restarts }: PoolerPods,
): MessageParam | undefined {
  return (
    problem?.evidence ??
    status.error ??
    status.phaseReason ??
    (restarts ? message('poolerRestarts', { count: restarts }) : undefined)
  );
}
