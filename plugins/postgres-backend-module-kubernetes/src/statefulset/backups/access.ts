import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import {
  kubernetesMessage,
  type KindAccess,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';
import { restoreStateOf } from './restoreState';

/** What Backstage has to read to know the backups. */
export const backupAccess: Record<string, KindAccess> = {
  cronJobs: {
    what: kubernetesMessage('schedulesOfBackups'),
    right: 'cronjobs.batch',
  },
  jobs: { what: kubernetesMessage('runsOfBackups'), right: 'jobs.batch' },
  jobPods: { what: kubernetesMessage('resultsOfBackups'), right: 'pods' },
  backupClaims: {
    what: kubernetesMessage('volumesOfBackups'),
    right: 'persistentvolumeclaims',
  },
};

/** Whether the record of a database requests backups. */
export function requestsBackups({
  record,
}: Pick<StatefulSetSnapshot['cluster'], 'record'>): boolean {
  const { backup } = Object(record.spec.options) as {
    backup?: { enabled?: boolean };
  };
  return backup !== undefined && backup.enabled !== false;
}

/** Returns why there is nothing to back up yet; undefined if there is. */
export const isRestoring = (
  cluster: StatefulSetSnapshot['cluster'],
): Message | undefined =>
  restoreStateOf(cluster).state === 'filled'
    ? undefined
    : message('notRestoredYet');

/** Returns why no backup can be taken; undefined if one can. */
export const backupsAreOff = (
  cluster: Pick<StatefulSetSnapshot['cluster'], 'record'>,
): Message | undefined =>
  requestsBackups(cluster) ? undefined : message('backupsAreOff');
