import { Backups } from '@pgstage/backstage-plugin-postgres-common';
import type { TextOf } from '../hooks/useMessageText';
import type { Translate } from '../translation';
import type { ActionFacts } from './actions';
import { availability, Availability } from './availability';

/**
 * Returns whether a backup can be started. It needs a method that the provider
 * supports; if the methods cannot be read, the backend selects one.
 */
export function backupAvailability(
  t: Translate,
  textOf: TextOf,
  { view, staleness, backups, readingBackups }: ActionFacts,
): Availability {
  const can = availability(t, textOf, view, 'backup', staleness);
  if (!can.available) return can;
  const reason = readingBackups
    ? t('backups.methodsLoading')
    : noMethod(t, textOf, backups?.methods ?? []);
  return reason ? { available: false, reason } : can;
}

function noMethod(
  t: Translate,
  textOf: TextOf,
  methods: Backups['methods'],
): string | undefined {
  const reasons = methods.flatMap(method =>
    method.supported
      ? []
      : t('backups.methodReason', {
          method: textOf(method.title),
          reason: textOf(method.reason),
        }),
  );
  return reasons.length && reasons.length === methods.length
    ? reasons.join(' ')
    : undefined;
}
