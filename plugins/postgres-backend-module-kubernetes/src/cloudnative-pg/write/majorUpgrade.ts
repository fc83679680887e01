import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';
import type { FoundDatabase } from '../model';
import { backupOutcome, backupsOf } from '../observe';
import { hasArchive } from '../observe/backups/backupTargets';
import { archivingOf } from '../observe/backups/archiving';
import { factsOf } from '../observe/facts';
import type { Plan } from './manifests';

/** From this on the operator can upgrade to it (validateImageChange). */
const FIRST_TARGET = 16;

/**
 * Checks a change of the major version: the database stands still meanwhile,
 * replicas are cloned anew, and no backup from before can be restored to a
 * moment after.
 *
 * @throws InvalidFieldsError where the operator would refuse it
 * @throws ConflictError that lists all that is not as it must be
 */
export function checkMajorUpgrade(
  before: Plan,
  after: Plan,
  found: FoundDatabase,
): void {
  const { cluster } = found;
  const from =
    cluster.status.pgDataImageInfo?.majorVersion ??
    majorVersion(before.spec.version);
  const to = majorVersion(after.spec.version);
  if (to === from) return;
  if (to < from) {
    throw invalidField(
      'version',
      `must be at least ${from}: PostgreSQL cannot go back`,
    );
  }
  if (to < FIRST_TARGET) {
    throw invalidField(
      'version',
      `must be at least ${FIRST_TARGET} for an upgrade`,
    );
  }
  const facts = factsOf(found);
  const { lastGoodAt, restorable, withoutWal } = backupOutcome(found);
  const onlyBeforeUpgrade =
    restorable.length > 0 &&
    restorable.every(
      ({ status: { majorVersion: taken = from } }) => taken !== from,
    );
  const { state: archiving, reason } = archivingOf(found, new Date());
  const unmet = [
    facts.hibernated && 'it is hibernated: wake it first',
    facts.fenced.length && 'members are fenced: lift that first',
    facts.ready < facts.wanted &&
      `only ${facts.ready} of ${facts.wanted} members are ready`,
    cluster.status.phase !== 'Cluster in healthy state' &&
      `the operator says "${cluster.status.phase ?? 'nothing yet'}"`,
    backupsOf(found).some(({ status }) => status === 'running') &&
      'a backup is running: wait until it has ended',
    cluster.record.adopted &&
      hasArchive(found) &&
      'its archive was set up by hand and would mix the WAL of two versions: upgrade it by hand, with a new serverName for the archive',
    (!lastGoodAt || onlyBeforeUpgrade) &&
      (withoutWal.length
        ? `a backup of PostgreSQL ${from} has finished, but the WAL that it needs is not known to be archived, and without it there is no way back: wait until it is, or back it up again`
        : `no backup of PostgreSQL ${from} has finished, and without one there is no way back: back it up first`),
    ['off', 'failing', 'late'].includes(archiving) &&
      `what changes until then would be lost on the way back: ${reason}`,
  ].filter(Boolean);
  if (unmet.length) {
    throw new ConflictError(
      `Database '${
        cluster.name
      }' cannot be upgraded from ${from} to ${to} now: ${unmet.join('; ')}`,
    );
  }
}
