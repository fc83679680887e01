import {
  UpstreamError,
  UpstreamForbiddenError,
  type Backups,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import { Lookup, type ClusterContext, type FoundDatabase } from '../../model';
import { changeOf } from '../changes';
import { factsOf, isKnown } from '../facts';
import { probePods, type InstanceStatus } from '../health/instanceStatus';
import { timeOf } from '../health/postgresText';
import { Memory } from '../Memory';
import { operationsOf } from '../operationsOf';
import { backupsOf } from './backupOf';
import { backupMethods } from './backupTargets';
import { archivingOf, latest, recoveryWindow } from './recovery';
import { schedulesOf } from './schedules';

/**
 * Section `backups`. The archiver's own times are asked of the primary; where
 * it does not answer, the operator's condition has to do.
 *
 * @throws NotFoundError
 * @throws UpstreamForbiddenError where Backstage may not read backups.
 */
export async function readBackups(
  context: ClusterContext,
  ref: string,
  { signal }: ProviderCallOptions = {},
): Promise<Backups> {
  const found = new Lookup([context]).get(ref);
  assertReadable(context, found);
  const { primary } = factsOf(found);
  const probes = await probePods(
    context,
    primary?.pod?.phase === 'Running' ? [primary.pod] : [],
    signal,
  );
  const [answer] = probes.values();
  return backupsSection(found, answer?.status, new Date());
}

function assertReadable({ name }: ClusterContext, found: FoundDatabase): void {
  if (isKnown(found, 'backups')) return;
  const { status, message } = found.statuses.backups!;
  const system = `Kubernetes cluster '${name}'`;
  const said = message ?? `backups.postgresql.cnpg.io: ${status}`;
  if (status === 'forbidden') {
    throw new UpstreamForbiddenError(
      system,
      said,
      'Grant Backstage list and watch on backups.postgresql.cnpg.io.',
    );
  }
  throw new UpstreamError(
    system,
    said,
    'Backups are shown again as soon as it answers.',
  );
}

/** The section from what was found, and what the primary says of its archiver. */
export function backupsSection(
  found: FoundDatabase,
  primary: InstanceStatus | undefined,
  now: Date,
): Backups {
  const facts = factsOf(found);
  const changing =
    facts.hibernated ||
    changeOf({ found, facts, memory: new Memory(), now }) !== undefined;
  const operations = operationsOf(found, facts);
  const archivedAt = timeOf(primary?.lastArchivedWALTime);
  const window = recoveryWindow(found, now);
  const backups = backupsOf(found);
  const archiving = archivingOf(found, changing);
  return {
    backups,
    // A restore to a moment after the last archived change would fail.
    ...(window && {
      recoveryWindow: archivedAt
        ? {
            from: window.from,
            to: latest([
              window.from,
              archivedAt,
              ...backups
                .filter(({ status }) => status === 'finished')
                .map(({ finishedAt }) => finishedAt),
            ])!,
          }
        : window,
    }),
    archiving: {
      ...archiving,
      ...(archivedAt && { lastArchivedAt: archivedAt }),
      lastFailedAt:
        timeOf(primary?.lastFailedWALTime) ?? archiving.lastFailedAt,
    },
    schedules: schedulesOf(found),
    methods: backupMethods(found).map(method => ({
      ...method,
      scope: 'database',
      ...operations.backup,
    })),
    restore: operations.restore,
  };
}
