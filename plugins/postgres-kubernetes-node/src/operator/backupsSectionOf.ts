import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import {
  backupsSection,
  checkBackupsReadable,
} from '../backups/backupsSection';
import { operationsOf } from './operationsOf';
import type { OperatorSnapshot } from './OperatorReport';
import type { OperatorRules, OperatorOperationInput } from './OperatorRules';

/** Returns the section `backups`. @throws UpstreamError if they cannot be read. */
export function backupsSectionOf<TSnapshot extends OperatorSnapshot>(
  rules: Pick<OperatorRules<TSnapshot>, 'operations' | 'backups'>,
  target: Omit<OperatorOperationInput<TSnapshot>, 'objects' | 'health'>,
  now: Date,
): Backups {
  const { context, snapshot, observed } = target;
  const { kind, method } = rules.backups;
  const { backups: read = { status: 'ok' as const } } = snapshot.statuses;
  checkBackupsReadable(context.name, kind.resource, read);
  const operations = operationsOf(rules, target);
  const schedules = rules.backups
    .schedulesOf?.(snapshot)
    ?.map(({ description, suspended, nextAt }) => ({
      description,
      ...(suspended ? { suspended } : { nextRunAt: nextAt }),
    }));
  const input = { operations, schedules, methods: [method] };
  return backupsSection(observed.backups, input, now);
}
