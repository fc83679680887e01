import { message } from '../../messages';
import type { RecordedDatabase } from '../../record';
import type { AttentionDraft } from './attentionDraft';

/** What became of a database that was finished once, and of a record that nobody vouches for. */
export function existenceAttention({
  name,
  role,
  record,
  missing,
  unconfirmed,
}: RecordedDatabase): AttentionDraft[] {
  if (record) return missing ? [gone(name, role, missing)] : [];
  if (!unconfirmed) return [];
  return [
    {
      id: 'record-unsigned',
      severity: 'warning',
      what: message('recordNotSigned'),
      meaning: message('recordGivesNoRights'),
      nextStep: message('adoptToConfirm'),
      evidence: `It says: owner ${unconfirmed.binding.owner}, used by ${
        unconfirmed.binding.entityRefs.join(', ') || 'no entity'
      }`,
    },
  ];
}

function gone(
  name: string,
  role: string | undefined,
  { renamedTo, replacedBy }: NonNullable<RecordedDatabase['missing']>,
): AttentionDraft {
  const common = {
    severity: 'error' as const,
    meaning: replacedBy
      ? message('nameLeadsElsewhere')
      : message('applicationsCannotConnect'),
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
      id: 'gone',
      what: message('gone', { name }),
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
