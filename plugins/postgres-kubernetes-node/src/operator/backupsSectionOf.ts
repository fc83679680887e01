import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import { backupsSection, refuseUnreadBackups } from '../backups/backupsSection';
import { operationsOf } from './operationsOf';
import type { OperatorSnapshot } from './OperatorReport';
import type { OperatorRules, OperatorTarget } from './OperatorRules';

/** Section `backups`. @throws UpstreamError where they cannot be read. */
export function backupsSectionOf<Found extends OperatorSnapshot>(
  rules: Pick<OperatorRules<Found>, 'operations' | 'backups'>,
  target: Omit<OperatorTarget<Found>, 'objects' | 'health'>,
  now: Date,
): Backups {
  const { context, found, observed } = target;
  const { kind, method } = rules.backups;
  const { backups: read = { status: 'ok' as const } } = found.statuses;
  refuseUnreadBackups(context.name, kind.resource, read);
  const operations = operationsOf(rules, target);
  const schedules = rules.backups
    .schedulesOf?.(found)
    .map(({ description, suspended, nextAt }) => ({
      description: suspended ? `${description}, suspended` : description,
      ...(!suspended && { nextRunAt: nextAt }),
    }));
  const input = { operations, schedules, methods: [method] };
  return backupsSection(observed.backups, input, now);
}
