import type { FoundDatabase, KeptBackup } from '../../model';
import { storedWindow } from './archiveProblem';
import { backupOutcome } from './backupOutcome';
import { backupPlugin } from './backupTargets';

/** Why a finished backup is no longer in the archive, as the archive's tool tells; undefined where it is. */
export function expiryOf(
  backup: KeptBackup,
  found: FoundDatabase,
): string | undefined {
  const { firstRecoverabilityPoint: first } = storedWindow(found) ?? {};
  const { method, status } = backup;
  const { serverName } = backupPlugin(found)?.parameters ?? {};
  const isInFolder =
    method === 'plugin' &&
    [undefined, serverName].includes(status.serverName) &&
    // The folder of another major version is another one.
    backupOutcome(found).ofThisVersion.includes(backup);
  return isInFolder &&
    first &&
    status.stoppedAt &&
    new Date(status.stoppedAt) < new Date(first)
    ? `It has expired: the archive holds nothing before ${first}.`
    : undefined;
}
