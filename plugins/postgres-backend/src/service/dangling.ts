import type {
  Attention,
  DanglingEntity,
  Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Rights } from '../authorization/Rights';
import { permitConfirm } from './confirmEntities';

/** Those in the binding that give no rights, for one who asks. */
export function danglingOf(
  database: Database,
  rights: Rights,
): DanglingEntity[] {
  return rights.standing(database).dangling.map(entity => {
    const { entityRef, state, uid } = entity;
    return {
      entityRef,
      state,
      ...(state !== 'gone' && {
        uid,
        confirm: permitConfirm(rights, database, entity),
      }),
    };
  });
}

const WHAT: Record<DanglingEntity['state'], (entityRef: string) => string> = {
  gone: entityRef => `Its ${entityRef} is gone from the catalog.`,
  replaced: entityRef =>
    `Its ${entityRef} is another in the catalog than the one that was bound.`,
  unconfirmed: entityRef =>
    `Nobody has confirmed which ${entityRef} the database belongs to.`,
};

/** The same as a row for people. */
export function attentionOf({ entityRef, state }: DanglingEntity): Attention {
  return {
    id: `entity-${state}:${entityRef}`,
    severity: 'warning',
    what: WHAT[state](entityRef),
    meaning: 'The database goes on, but nobody has rights through that name.',
    nextStep:
      state === 'gone'
        ? 'Bind it to the entity that took its place, or remove it: its owner can, and an administrator of databases.'
        : 'Confirm that this entity is meant, or take it out of the binding. The owner in the binding can confirm an entity that it owns, an administrator of databases any.',
  };
}
