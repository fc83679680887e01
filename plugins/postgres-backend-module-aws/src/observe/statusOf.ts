import type {
  Attention,
  Status,
} from '@pgstage/backstage-plugin-postgres-common';
import type { InstanceFacts } from '../instance';
import { meaningOf } from '../instance';
import { NOT_TRIED, unknownStatus } from './usableOf';

const BILLED = {
  nothing: 'AWS charges nothing meanwhile',
  storage: 'AWS charges for storage alone meanwhile',
};

/**
 * Returns the state of a database. It is never `working`: AWS calls an
 * instance available, and nobody logged in.
 */
export function statusOf(
  { status, restartsAt, storage }: InstanceFacts,
  attention: Pick<Attention, 'severity' | 'what'>[],
): Omit<Status, 'since'> {
  const meaning = meaningOf(status);
  if (!meaning) return { state: 'unknown', reason: unknownStatus(status) };
  const cause = attention.find(({ severity }) => severity === 'error');
  const reason = sentence(
    meaning.reason,
    restartsAt && `AWS starts it again at ${restartsAt}`,
    storage.operation?.percent !== undefined &&
      `${storage.operation.percent} % of the storage done`,
    meaning.billed && BILLED[meaning.billed],
  );
  switch (meaning.kind) {
    case 'problem':
      return { state: 'attention', reason };
    case 'changing':
      return { state: 'changing', reason };
    case 'stopped':
      return { state: 'changing', reason, lasting: true };
    default:
      if (cause)
        return {
          state: 'attention',
          reason: cause.what.text.replace(/\.$/, ''),
        };
      return {
        state: 'unknown',
        reason:
          status === 'available' ? NOT_TRIED : `${reason}; no login was tried`,
      };
  }
}

function sentence(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join('; ');
}
