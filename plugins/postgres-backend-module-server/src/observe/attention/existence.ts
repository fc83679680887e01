import type { RecordedDatabase } from '../../record';
import { ADMIN, type Cause } from './cause';

/** What became of a database that was finished once, and of a record that nobody vouches for. */
export function existenceCauses({
  name,
  role,
  record,
  missing,
  unconfirmed,
}: RecordedDatabase): Cause[] {
  if (record) return missing ? [gone(name, role, missing)] : [];
  if (!unconfirmed) return [];
  return [
    {
      id: 'record-unsigned',
      severity: 'warning',
      what: 'Its record is not signed by this Backstage.',
      meaning:
        'Anybody may have written it, or copied it from another database: it gives no rights.',
      nextStep:
        'An administrator of databases confirms it, by adopting the database.',
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
): Cause {
  const common = {
    severity: 'error' as const,
    meaning: replacedBy
      ? 'Who connects to this name finds another database, which Backstage leaves alone.'
      : 'Applications cannot connect.',
  };
  if (renamedTo) {
    return {
      ...common,
      id: 'renamed',
      what: `Database ${name} is called ${renamedTo} now: it was renamed outside of Backstage.`,
      nextStep: replacedBy
        ? `${ADMIN} to rename both back. Or remove it here, which drops neither.`
        : `${ADMIN} to rename it back. Or repeat the request that made it for a new, empty one; or remove it here, which drops nothing.`,
    };
  }
  if (!replacedBy) {
    return {
      ...common,
      id: 'gone',
      what: `Database ${name} no longer exists: it was dropped or renamed outside of Backstage.`,
      nextStep: `${ADMIN} for it. Or repeat the request that made it for a new, empty one; or remove it here to give it up.`,
    };
  }
  return {
    ...common,
    id: 'replaced',
    what: `Database ${name} is another than the one that was made here: that was dropped or renamed outside of Backstage.`,
    nextStep:
      replacedBy.owner === role
        ? 'Bind it with adopt if the new one takes its place. Or remove it here to give it up.'
        : `${ADMIN}, to whose role ${replacedBy.owner} the new one belongs. Or remove it here to give it up.`,
  };
}
