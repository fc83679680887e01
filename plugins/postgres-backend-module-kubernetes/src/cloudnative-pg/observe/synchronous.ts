import { followedSource } from './identity';
import type { Moment } from './moment';

/** Standbys that have to confirm each write, and how many of those of the Cluster are ready. */
export interface Confirmation {
  required: number;
  ready: number;
}

/**
 * Whether writes wait for standbys: by default every commit waits for so many
 * of them, however long (`dataDurability: required`). Undefined where it does
 * not, or where standbys outside of the Cluster may confirm instead.
 */
export function writesWait({
  found,
  facts,
}: Pick<Moment, 'found' | 'facts'>): Confirmation | undefined {
  const { synchronous } = found.cluster.spec.postgresql ?? {};
  if (!synchronous || !facts.told || !facts.primary?.ready) return undefined;
  if (followedSource(found)) return undefined;
  const { number: required, dataDurability, hasOthers } = synchronous;
  if (dataDurability === 'preferred' || hasOthers) return undefined;
  const ready = facts.instances.filter(
    instance => instance.ready && !instance.primary,
  ).length;
  return ready < required ? { required, ready } : undefined;
}
