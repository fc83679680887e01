import type {
  DatabaseState,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import { isKnown, readyAddresses } from '../../model/Snapshot';
import { MINUTE } from '../EvaluationTime';
import { podProblem } from '../podProblem';
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

/** Returns Services as parts: UP if an endpoint is ready, otherwise DOWN. @public */
export function serviceParts(
  { snapshot, facts, changing }: PartsInput,
  { readWrite, readOnly }: { readWrite: string; readOnly?: string },
): Part[] {
  const names = new Set([
    ...(isKnown(snapshot, 'services') ? [readWrite] : []),
    ...snapshot.services.map(({ name }) => name),
  ]);
  return [...names].sort().map(name => {
    const part = (state: DatabaseState, reason: string): Part => ({
      kind: 'service',
      name,
      state,
      reason,
    });
    const ready = readyAddresses(snapshot, name);
    if (ready)
      return part(
        'working',
        `UP, ${ready} ${ready === 1 ? 'endpoint' : 'endpoints'}`,
      );
    if (!isKnown(snapshot, 'endpointSlices'))
      return part('unknown', 'its endpoints cannot be read');
    if (facts.hibernated) return part('changing', 'DOWN while hibernated');
    if (name === readOnly && facts.desired === 1)
      return part('unknown', 'DOWN: there is no standby');
    return part(
      changing ? 'changing' : 'attention',
      'DOWN, no endpoint is ready',
    );
  });
}

/** Returns poolers as parts; their Services have the same names. @public */
export function poolerParts(
  { snapshot, facts, now }: PartsInput,
  poolers: PoolerStatus[],
): Part[] {
  return poolers.map(pooler => {
    const {
      name,
      status,
      instances,
      createdAt,
      paused,
      poolMode = 'session',
    } = pooler;
    const part = (state: DatabaseState, reason: string): Part => ({
      kind: 'pooler',
      name,
      state,
      reason,
    });
    const pods = snapshot.pods.filter(
      pod => pod.pooler === name && !pod.deletedAt,
    );
    const problem = pods.flatMap(pod => podProblem(pod) ?? [])[0];
    const restarts = Math.max(
      0,
      ...pods.flatMap(pod =>
        pod.containers.map(container => container.restarts),
      ),
    );
    const ready = readyAddresses(snapshot, name);
    const said =
      problem?.evidence ??
      status.error ??
      status.phaseReason ??
      (restarts ? `PgBouncer ended ${restarts} times` : undefined);
    const why = said ? `: ${said}` : '';
    // The pods keep running, whatever the operator cannot do now.
    const refused =
      status.error || /^(failed|inactive)$/.test(`${status.phase}`);
    if (paused)
      return part('changing', 'paused: clients wait until it is resumed');
    if (facts.hibernated) return part('changing', 'DOWN while hibernated');
    if (!instances) return part('unknown', 'DOWN: it has no instance');
    if (ready >= instances) {
      return refused
        ? part('attention', `UP, but the operator cannot reconcile it${why}`)
        : part(
            'working',
            `UP, ${ready} of ${instances} ready, ${poolMode} mode`,
          );
    }
    if (!isKnown(snapshot, 'endpointSlices'))
      return part('unknown', 'its endpoints cannot be read');
    const text = ready ? `UP, but only ${ready} of ${instances} ready` : 'DOWN';
    const starts = now.getTime() - Date.parse(createdAt) < START_LIMIT_MS;
    const calm = starts && !problem && !restarts;
    return part(calm ? 'changing' : 'attention', `${text}${why}`);
  });
}
