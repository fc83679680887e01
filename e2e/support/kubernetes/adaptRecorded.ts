import type { KubernetesObject } from '../../../plugins/postgres-kubernetes-node/src/cluster';

/** Names in the recording, and the namespace in which the demo creates databases. */
const RECORDED = { namespace: 'team-orders', name: 'orders' };
export const NAMESPACE = 'default';

const TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/** Returns a recorded object or status with the names of another database and the current time. */
export function adaptRecorded<T>(recorded: T, name: string, at: number): T {
  const shift = Date.now() - at * 1000;
  const text = JSON.stringify(recorded)
    .replaceAll(RECORDED.namespace, NAMESPACE)
    .replaceAll(RECORDED.name, name)
    .replaceAll(TIME, time => shifted(time, shift));
  return JSON.parse(text);
}

/** Fields with whole seconds reject others, and some of the operator's fields need six digits. */
function shifted(time: string, shiftMs: number): string {
  const [seconds, milliseconds] = new Date(Date.parse(time) + shiftMs)
    .toISOString()
    .slice(0, -1)
    .split('.');
  return time.includes('.') ? `${seconds}.${milliseconds}000Z` : `${seconds}Z`;
}

/**
 * Returns whether an object belongs to the recorded database itself, not to a
 * restored one, its pooler or backups.
 */
export function isOfDatabase({ kind, metadata }: KubernetesObject): boolean {
  if (kind === 'Backup') return false;
  if (kind === 'ScheduledBackup') return true;
  if (kind === 'Cluster') return metadata.name === RECORDED.name;
  const { labels = {} } = metadata;
  return (
    labels['cnpg.io/cluster'] === RECORDED.name && !labels['cnpg.io/poolerName']
  );
}
