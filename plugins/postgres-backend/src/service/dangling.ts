import type {
  Attention,
  DanglingEntity,
  Database,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Rights } from '../authorization/Rights';
import { message } from '../messages';
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

const WHAT: Record<DanglingEntity['state'], (entityRef: string) => Message> = {
  gone: entityRef => message('entityGone', { entityRef }),
  replaced: entityRef => message('entityReplaced', { entityRef }),
  unconfirmed: entityRef => message('entityUnconfirmed', { entityRef }),
};

/** The same as a row for people. */
export function attentionOf({ entityRef, state }: DanglingEntity): Attention {
  return {
    id: `entity-${state}:${entityRef}`,
    severity: 'warning',
    what: WHAT[state](entityRef),
    meaning: message('entityGivesNoRights'),
    nextStep: message(state === 'gone' ? 'bindToSuccessor' : 'confirmEntity'),
  };
}
