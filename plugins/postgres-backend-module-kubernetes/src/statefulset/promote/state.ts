import type { CachedPod } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { isFinal } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  isOldPrimary,
  type Promotion,
  type StatefulSetSnapshot,
} from '../model';
import { promotionVerdict } from './job';

/** The next step of a promotion. */
export type PromotionState = { promotion: Promotion } & (
  | { step: 'stop'; pod?: CachedPod }
  | { step: 'promote'; problem?: string }
  | { step: 'select' }
  | { step: 'replace' }
  | { step: 'start' }
  /** `promoted` is null if it is not known whether the standby has become a primary. */
  | { step: 'failed'; said: string; promoted: boolean | null }
);

type Of = Pick<StatefulSetSnapshot, 'cluster' | 'statefulSets' | 'pods'>;

/** Returns what a Job that has not succeeded says. */
function failureOf(
  end: NonNullable<NonNullable<Of['cluster']['promotionJob']>['end']>,
): { said: string; promoted: boolean | null } {
  switch (end.type) {
    case 'failed': {
      const verdict = promotionVerdict.safeParse(end.verdict).data;
      const said = Buffer.from(verdict?.said ?? '', 'base64').toString();
      return {
        said: said.trim() || end.said || `exit code ${end.exitCode}`,
        promoted: verdict ? verdict.promoted : null,
      };
    }
    case 'could-not-run':
      return { said: end.said, promoted: false };
    default:
      return {
        said: 'said' in end ? end.said : end.type,
        promoted: null,
      };
  }
}

/** Returns the state of the promotion of a standby; undefined if none is in progress. */
export function promotionStateOf({
  cluster: { primary, promotion, promotionJob },
  statefulSets,
  pods,
}: Of): PromotionState | undefined {
  if (!promotion) return undefined;
  const { from, to } = promotion;
  const old = statefulSets.find(({ name }) => name === from);
  if (from === to)
    return primary === to && old?.replicas === 0
      ? { promotion, step: 'start' }
      : undefined;
  if (!old || !isOldPrimary(promotion, old)) return undefined;
  if (primary === to) return { promotion, step: 'replace' };
  if (primary !== from) return undefined;
  const pod = pods.find(({ instance }) => instance === from);
  const end = promotionJob?.end;
  if (old.replicas !== 0 || pod) return { promotion, step: 'stop', pod };
  if (!end)
    return { promotion, step: 'promote', problem: promotionJob?.problem?.said };
  if (end.type === 'done') return { promotion, step: 'select' };
  const failure = failureOf(end);
  return isFinal(promotionJob)
    ? { promotion, step: 'failed', ...failure }
    : { promotion, step: 'promote', problem: failure.said };
}

/** Returns the next step with what it waits for, as text: once that has changed, the step may be possible. */
export function promotionWork(
  snapshot: Of & Pick<StatefulSetSnapshot, 'jobs' | 'volumeClaims'>,
): string | undefined {
  const state = promotionStateOf(snapshot);
  if (!state) return undefined;
  const { cluster, statefulSets, jobs, volumeClaims } = snapshot;
  const { id, from } = state.promotion;
  const job = jobs.find(({ uid }) => uid === cluster.promotionJob?.job);
  const set = statefulSets.find(({ name }) => name === from);
  const volume = volumeClaims.find(({ instance }) => instance === from);
  return [
    `promotion ${id} ${state.step}`,
    set?.resourceVersion,
    volume?.uid,
    job?.end?.at,
  ].join(' ');
}
