import type { EntryState } from '../../credentials';
import { meaningOf } from '../../instance';
import { message } from '../../messages';
import { type RecordedInstance, targetOf } from '../../record';
import type { AttentionDraft } from './AttentionDraft';

/** Reports an entry in the credential store that could not be written, or that no password can be written to. */
export function credentialAttention(
  { instance, record }: RecordedInstance,
  entry: EntryState | undefined,
): AttentionDraft[] {
  const target = targetOf(record);
  if (!target) return [];
  const { cluster = '', namespace = '' } = target;
  if (entry?.error !== undefined)
    return [
      {
        id: 'credentials',
        severity: entry.outdated ? 'error' : 'warning',
        what: message('credentialsNotStored', { cluster, namespace }),
        meaning: meaningOfEntry(entry),
        nextStep: message('credentialsRetried'),
        evidence: entry.error,
      },
    ];
  const isUnmanaged =
    !instance.secret &&
    !record?.restored?.incomplete &&
    meaningOf(instance.status)?.kind === 'available';
  if (!isUnmanaged) return [];
  return [
    {
      id: 'credentials',
      severity: 'warning',
      what: message('credentialsNotStored', { cluster, namespace }),
      meaning: message('passwordNotManaged'),
      nextStep: message('manageOrRemoveTarget'),
    },
  ];
}

function meaningOfEntry({ reference, outdated }: EntryState) {
  if (!reference) return message('applicationsHaveNoLogin');
  return message(outdated ? 'entryIsOlder' : 'entryPossiblyOlder', {
    entry: reference.secretRef,
  });
}
