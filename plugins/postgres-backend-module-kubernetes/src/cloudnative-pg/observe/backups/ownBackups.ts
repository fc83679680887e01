import { perFound } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase, KeptBackup } from '../../model';
import { earliest, iso } from './times';

/**
 * Since when the database exists, as far as is known. Its volumes, and what the
 * operator tells of it, may be older than a Cluster that was made anew over
 * them. Undefined where it was recovered from the archive that it writes to:
 * what is older there leads to it.
 */
const bornAt = perFound((found: FoundDatabase): string | undefined => {
  const { archive, recoveredFrom, cluster, volumeClaims } = found;
  if (archive?.place && recoveredFrom?.place === archive.place) {
    return undefined;
  }
  return earliest([
    cluster.createdAt,
    ...(cluster.status.conditions ?? []).map(
      ({ lastTransitionTime }) => lastTransitionTime,
    ),
    ...volumeClaims
      .filter(({ role }) => role === 'PG_DATA')
      .map(({ createdAt }) => createdAt),
  ]);
});

/** Whether something that was finished then can be of this database. */
export function isOwnTime(found: FoundDatabase, time?: string): boolean {
  const at = iso(time);
  return at !== undefined && at >= (bornAt(found) ?? '');
}

/** Backup objects of this database: those of an earlier one of its name outlive it. */
export const ownBackups = perFound((found: FoundDatabase): KeptBackup[] =>
  found.backups.filter(({ createdAt }) => isOwnTime(found, createdAt)),
);
