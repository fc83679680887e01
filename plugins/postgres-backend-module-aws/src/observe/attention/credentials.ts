import type { RegionConfig } from '../../config';
import type { EntryState } from '../../credentials';
import { meaningOf } from '../../instance';
import { message } from '../../messages';
import { type RecordedInstance, targetOf } from '../../record';
import type { AttentionDraft } from './AttentionDraft';

/** Reports credentials that could not be stored, or that cannot be without a change of the configuration or the instance. */
export function credentialAttention(
  { credentialStore }: Pick<RegionConfig, 'credentialStore'>,
  { instance, record }: RecordedInstance,
  entry: EntryState | undefined,
): AttentionDraft[] {
  const target = targetOf(record);
  if (!target) return [];
  const { cluster = '', namespace = '' } = target;
  const row = (
    draft: Pick<AttentionDraft, 'meaning' | 'nextStep' | 'evidence'>,
    severity: AttentionDraft['severity'] = 'warning',
  ): AttentionDraft[] => [
    {
      id: 'credentials',
      severity,
      what: message('credentialsNotStored', { cluster, namespace }),
      ...draft,
    },
  ];
  if (credentialStore === undefined)
    return row({
      meaning: message('entryIsNotKept'),
      nextStep: message('configureStore'),
    });
  if (entry?.error !== undefined)
    return row(
      {
        meaning: meaningOfEntry(entry),
        nextStep: message('credentialsRetried'),
        evidence: entry.error,
      },
      entry.outdated ? 'error' : 'warning',
    );
  const isUnmanaged =
    !instance.secret &&
    !record?.restored?.incomplete &&
    meaningOf(instance.status)?.kind === 'available';
  return isUnmanaged
    ? row({
        meaning: message('passwordNotManaged'),
        nextStep: message('manageOrRemoveTarget'),
      })
    : [];
}

function meaningOfEntry({ reference, outdated }: EntryState) {
  if (!reference) return message('applicationsHaveNoLogin');
  return message(outdated ? 'entryIsOlder' : 'entryPossiblyOlder', {
    entry: reference.secretRef,
  });
}
