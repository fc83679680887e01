import type {
  Attention,
  DanglingEntity,
  Database,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Rights } from '../authorization/Rights';
import { message } from '../messages';
import { permitConfirm } from './confirmEntities';

/** Returns the entities of the binding that grant no rights, for a caller. */
export function danglingOf(
  database: Database,
  rights: Rights,
): DanglingEntity[] {
  return rights.bindingRights(database).dangling.map(entity => {
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

const WHAT: Record<DanglingEntity['state'], (entityRef: string) => Message> = {
  gone: entityRef => message('entityGone', { entityRef }),
  replaced: entityRef => message('entityReplaced', { entityRef }),
  unconfirmed: entityRef => message('entityUnconfirmed', { entityRef }),
};

/** Returns a dangling entity as an attention item. */
export function attentionOf({ entityRef, state }: DanglingEntity): Attention {
  return {
    id: `entity-${state}:${entityRef}`,
    severity: 'warning',
    what: WHAT[state](entityRef),
    meaning: message('entityGivesNoRights'),
    nextStep: message(state === 'gone' ? 'bindToSuccessor' : 'confirmEntity'),
  };
}
