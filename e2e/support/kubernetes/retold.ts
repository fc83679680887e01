import type { KubernetesObject } from '../../../plugins/postgres-kubernetes-node/src/cluster';

/** Names in the recording, and where the demo creates databases. */
const RECORDED = { namespace: 'team-orders', name: 'orders' };
export const NAMESPACE = 'default';

const TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/** A recorded object or status as if it were of another database, and written now. */
export function retold<T>(recorded: T, name: string, at: number): T {
  const shift = Date.now() - at * 1000;
  const text = JSON.stringify(recorded)
    .replaceAll(RECORDED.namespace, NAMESPACE)
    .replaceAll(RECORDED.name, name)
    .replaceAll(TIME, time => shifted(time, shift));
  return JSON.parse(text);
}

/** Fields that take whole seconds refuse others, and some of the operator's must have six digits. */
function shifted(time: string, shiftMs: number): string {
  const [seconds, milliseconds] = new Date(Date.parse(time) + shiftMs)
    .toISOString()
    .slice(0, -1)
    .split('.');
  return time.includes('.') ? `${seconds}.${milliseconds}000Z` : `${seconds}Z`;
}

/** Whether an object is of the recorded database itself: not of a restored one, nor of its pooler or backups. */
export function isOfDatabase({ kind, metadata }: KubernetesObject): boolean {
  if (kind === 'Backup') return false;
  if (kind === 'ScheduledBackup') return true;
  if (kind === 'Cluster') return metadata.name === RECORDED.name;
  const { labels = {} } = metadata;
  return (
    labels['cnpg.io/cluster'] === RECORDED.name && !labels['cnpg.io/poolerName']
  );
}
