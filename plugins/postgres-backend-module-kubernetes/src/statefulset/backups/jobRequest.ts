import { ConflictError } from '@backstage/errors';
import type { JobRequest } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests/plan';
import { message } from '../messages';
import { BACKUP_JOB, namesOf, resources } from '../model';
import { settingsOf } from './manifests';
import { backupProgram } from './program';
import { backupVerdict, type BackupVerdict } from './verdict';

/** How long a Job stays after its end. */
const KEEP_SECONDS = 7 * 86_400;

/**
 * Returns the Job of a requested backup. It belongs to the volume claim, which
 * also has its record.
 *
 * @param uid - of the claim
 * @throws ConflictError without backups.
 */
export function jobRequest(
  plan: DatabasePlan,
  uid: string,
  id: string,
): JobRequest<BackupVerdict> {
  const settings = settingsOf(plan);
  if (!settings) throw new ConflictError(message('backupsAreOff').text);
  const { namespace, name } = plan;
  const kind = resources.persistentVolumeClaims;
  return {
    ...backupProgram(plan, settings),
    owner: { kind, namespace, name: namesOf(name).backup, uid },
    record: BACKUP_JOB,
    id,
    verdict: backupVerdict,
    keepSeconds: KEEP_SECONDS,
  };
}
