import type { CachedPod } from '../model/CachedPod';
import type { Instance } from './Instance';

const { compare: byNumber } = new Intl.Collator('en', { numeric: true });

/** What pods and the operator report about the instances of a database. @public */
export interface ReportedInstances<Pod extends CachedPod> {
  /** Pods of instances. */
  pods: Pod[];
  /** Names that the operator reports, with or without a pod. */
  names?: string[];
  /** Instances that the operator reports as ready, if that is newer than the cached pods. */
  healthy?: string[];
  primary?: string;
  /** The one that becomes the first primary. */
  first?: string;
  /** `*` for all. */
  fenced: string[];
}

/** Returns every instance that has a pod or that the operator names, in natural order. @public */
export function instancesOf<Pod extends CachedPod>({
  pods,
  names = [],
  healthy,
  primary,
  first,
  fenced,
}: ReportedInstances<Pod>): Instance<Pod>[] {
  const byName = new Map(pods.map(pod => [pod.instance ?? pod.name, pod]));
  return [...new Set([...names, ...byName.keys()])].sort(byNumber).map(name => {
    const pod = byName.get(name);
    const isFenced = fenced.includes(name) || fenced.includes('*');
    const runs = healthy
      ? healthy.includes(name)
      : Boolean(pod?.ready && !pod.deletedAt);
    return {
      name,
      primary: name === primary,
      role: name === (primary || first) ? 'primary' : 'standby',
      fenced: isFenced,
      pod,
      // A fenced pod can stay ready for a while; PostgreSQL is stopped in it.
      ready: runs && !isFenced,
    };
  });
}
