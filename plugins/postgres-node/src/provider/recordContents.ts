import type {
  Binding,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';

/** Returns what an unconfirmed record contains, for the person who decides about it. @public */
export function recordContents({ owner, entityRefs }: Binding): Message {
  return entityRefs.length
    ? message('recordNames', { owner, entities: entityRefs.join(', ') })
    : message('recordNamesOwner', { owner });
}
