import {
  POSTGRES_PORT,
  type JobProgram,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests/plan';
import { imageOf } from '../manifests/podSpec';
import { labels, namesOf } from '../model';
import { secondsOf, type BackupSettings } from './option';
import { BACKUP } from './scripts/backup';

/** Longest run of a backup or a restore, from the start of its Job. */
export const DEADLINE_SECONDS = 6 * 3600;

/** Returns how Jobs connect to the primary: as the owner of the database. */
export function connectionOf(plan: DatabasePlan): JobProgram['environment'] {
  const { readWrite, login } = namesOf(plan.name);
  const ofLogin = (key: string) => ({ secret: login, key: `postgres-${key}` });
  return {
    PGHOST: `${readWrite}.${plan.namespace}.svc`,
    PGPORT: `${POSTGRES_PORT}`,
    PGDATABASE: ofLogin('database'),
    PGUSER: ofLogin('username'),
    PGPASSWORD: ofLogin('password'),
    PGCONNECT_TIMEOUT: '10',
  };
}

/** Returns what is the same for all Jobs of a database. */
export function jobOf(plan: DatabasePlan) {
  const { name, config } = plan;
  return {
    image: imageOf(plan),
    labels: { [labels.backupOf]: namesOf(name).readWrite },
    deadlineSeconds: DEADLINE_SECONDS,
    pod: {
      runAsUser: config.userId,
      fsGroup: config.userId,
      imagePullSecrets: config.imagePullSecrets.map(each => ({ name: each })),
    },
  };
}

/** Purpose of Jobs that take backups. */
export const BACKUP_PURPOSE = 'backup';

/** Returns the program that takes a backup. */
export const backupProgram = (
  plan: DatabasePlan,
  { keep, retention }: BackupSettings,
): JobProgram => ({
  ...jobOf(plan),
  purpose: BACKUP_PURPOSE,
  command: ['sh', '-c', BACKUP],
  environment: {
    ...connectionOf(plan),
    PGAPPNAME: 'pgstage backup',
    JOB: { field: "metadata.labels['job-name']" },
    KEEP: `${keep}`,
    KEEP_SECONDS: `${secondsOf(retention)}`,
  },
  volumes: { backups: { claim: namesOf(plan.name).backup } },
});
