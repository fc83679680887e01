import type {
  Attention,
  Claim,
  Message,
  Status,
} from '@pgstage/backstage-plugin-postgres-common';
import { type InstanceFacts, meaningOf, type StatusMeaning } from '../instance';
import { message } from '../messages';
import type { RecordedInstance } from '../record';

/**
 * Returns the state of a database. It is `working` only if it is usable: the status
 * `available` does not prove that a login works.
 */
export function statusOf(
  { instance, record }: RecordedInstance,
  usable: Claim,
  attention: Pick<Attention, 'severity' | 'what'>[],
): Omit<Status, 'since'> {
  const { status } = instance;
  const meaning = meaningOf(status);
  if (!meaning)
    return { state: 'unknown', reason: message('unknownStatus', { status }) };
  const reason = reasonOf(instance, meaning);
  switch (meaning.kind) {
    case 'problem':
      return { state: 'attention', reason };
    case 'changing':
      return { state: 'changing', reason };
    case 'stopped':
      return { state: 'changing', reason, lasting: true };
    default: {
      const cause = attention.find(({ severity }) => severity === 'error');
      if (cause) return { state: 'attention', reason: cause.what };
      if (record?.restored?.incomplete)
        return { state: 'changing', reason: message('restoreCompletes') };
      if (usable.value)
        return {
          state: 'working',
          reason: message('loginWorks', { status: reason }),
        };
      return {
        state: 'unknown',
        reason:
          usable.value === null && (status === 'available' || !usable.lasting)
            ? usable.reason
            : message('noLoginTried', { status: reason }),
      };
    }
  }
}

/** Returns what a status means, with what AWS reports about its end, its progress and its price. */
function reasonOf(
  { restartsAt, storage: { operation } }: InstanceFacts,
  { reason, billed }: StatusMeaning,
): Message {
  let status = reason;
  if (restartsAt) status = message('startsAt', { status, at: restartsAt });
  if (operation?.percent !== undefined)
    status = message('storageProgress', { status, percent: operation.percent });
  if (billed === 'nothing') return message('nothingCharged', { status });
  if (billed === 'storage') return message('storageCharged', { status });
  return status;
}
