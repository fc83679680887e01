import {
  providerMessage,
  recordContents,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { RecordedDatabase } from '../../record';
import type { AttentionDraft } from './attentionDraft';

/** A created database that was dropped, renamed or replaced, and a record with an invalid signature. */
export function existenceAttention({
  name,
  role,
  record,
  missing,
  unconfirmed,
}: RecordedDatabase): AttentionDraft[] {
  if (record) return missing ? [missingDatabase(name, role, missing)] : [];
  if (!unconfirmed) return [];
  return [
    {
      id: 'record-unsigned',
      severity: 'warning',
      what: providerMessage('recordNotSigned'),
      meaning: message('recordGivesNoRights'),
      nextStep: providerMessage('adoptToConfirm'),
      evidence: recordContents(unconfirmed.binding),
    },
  ];
}

function missingDatabase(
  name: string,
  role: string | undefined,
  { renamedTo, replacedBy }: NonNullable<RecordedDatabase['missing']>,
): AttentionDraft {
  const common = {
    severity: 'error' as const,
    meaning: replacedBy
      ? message('nameOfOtherDatabase')
      : providerMessage('applicationsCannotConnect'),
  };
  if (renamedTo) {
    return {
      ...common,
      id: 'renamed',
      what: message('renamed', { name, newName: renamedTo }),
      nextStep: replacedBy ? message('renameBothBack') : message('renameBack'),
    };
  }
  if (!replacedBy) {
    return {
      ...common,
      id: 'missing',
      what: message('missing', { name }),
      nextStep: message('createAgain'),
    };
  }
  return {
    ...common,
    id: 'replaced',
    what: message('replaced', { name }),
    nextStep:
      replacedBy.owner === role
        ? message('adoptReplacement')
        : message('askAboutReplacement', { owner: replacedBy.owner }),
  };
}
