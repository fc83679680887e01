import { InstanceHealth } from '@pgstage/backstage-plugin-postgres-common';
import { replayLag } from '../format/lag';

/**
 * Returns the standbys, those first that could best take over: working, then
 * with the least lag.
 */
export function byFitness(instances: InstanceHealth[]): InstanceHealth[] {
  const rank = ({ state, lag }: InstanceHealth) => [
    state === 'working' ? 0 : 1,
    replayLag(lag).bytes ?? Infinity,
  ];
  return instances
    .filter(({ role }) => role === 'standby')
    .sort((a, b) => {
      const [workingA, lagA] = rank(a);
      const [workingB, lagB] = rank(b);
      return workingA - workingB || lagA - lagB || 0;
    });
}

/**
 * Returns the instances that are removed when this many stay. Operators remove
 * instances that do not run first, then the standbys with the highest number,
 * and never the primary.
 */
export function removedInstances(
  instances: InstanceHealth[],
  stay: number,
): InstanceHealth[] {
  return instances
    .filter(({ role }) => role === 'standby')
    .sort(
      (a, b) =>
        Number(a.state === 'working') - Number(b.state === 'working') ||
        b.name.localeCompare(a.name, 'en', { numeric: true }),
    )
    .slice(0, Math.max(0, instances.length - stay));
}
