import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';
import { recoveryRange } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../model';
import { backupFactsOf } from '../observe/backups/backupFactsOf';
import { dataVersion, upgradeNeeds } from '../observe/upgradeNeeds';
import type { ClusterPlan } from './manifests';

/** First major version that the operator can upgrade to (validateImageChange). */
const FIRST_TARGET = 16;

/**
 * Checks a change of the major version.
 *
 * @throws InvalidFieldsError if the operator would refuse it
 * @throws ConflictError that lists all preconditions that are not met
 */
export function checkMajorUpgrade(
  before: ClusterPlan,
  after: ClusterPlan,
  snapshot: CloudNativePgSnapshot,
): void {
  const from = dataVersion(snapshot) ?? majorVersion(before.spec.version);
  const to = majorVersion(after.spec.version);
  if (to === from) return;
  if (to < from) {
    throw invalidField(
      'version',
      `must be at least ${from}: PostgreSQL cannot be downgraded`,
    );
  }
  if (to < FIRST_TARGET) {
    throw invalidField(
      'version',
      `must be at least ${FIRST_TARGET} for an upgrade`,
    );
  }
  const range = recoveryRange(backupFactsOf(snapshot), new Date());
  const unmet = upgradeNeeds(snapshot, range).filter(({ met }) => !met);
  if (unmet.length) {
    throw new ConflictError(
      `Database '${
        snapshot.cluster.name
      }' cannot be upgraded from ${from} to ${to} now: ${unmet
        .map(({ what }) => what.text)
        .join(' ')}`,
    );
  }
}
