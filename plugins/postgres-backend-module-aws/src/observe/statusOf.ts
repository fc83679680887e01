import type {
  Attention,
  Status,
} from '@pgstage/backstage-plugin-postgres-common';
import type { InstanceFacts } from '../instance';
import { meaningOf } from '../instance';
import { NOT_TRIED, unknownStatus } from './usableOf';

const BILLED = {
  nothing: 'AWS charges nothing in this status',
  storage: 'AWS charges only for storage in this status',
};

/**
 * Returns the state of a database. It is never `working`, because the status
 * `available` does not prove that a login works.
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
    restartsAt && `AWS starts it at ${restartsAt}`,
    storage.operation?.percent !== undefined &&
      `${storage.operation.percent} % of the storage change completed`,
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
