import { Message } from '@pgstage/backstage-plugin-postgres-common';
import { Action } from './actions';

/** The actions that the user may not do, for one reason. */
export interface MissingRight {
  /** Entity refs of users and groups who may; absent if unknown. */
  ask?: string[];
  reason?: Message;
  /** Titles of the actions; absent if it applies to all supported ones. */
  titles?: string[];
  permissions: string[];
}

/** Returns the missing permissions for the supported actions, each reason once. */
export function missingRights(actions: Action[]): MissingRight[] {
  const offered = actions.filter(action => action.offered);
  const byReason = new Map<string, MissingRight & { titles: string[] }>();
  for (const { can, title } of offered) {
    const lacks = can.available ? undefined : can.lacks;
    if (!lacks) continue;
    const { ask, reason, permission } = lacks;
    const key = JSON.stringify([ask, reason]);
    const known = byReason.get(key) ?? {
      ask,
      reason,
      titles: [],
      permissions: [],
    };
    byReason.set(key, {
      ...known,
      titles: [...known.titles, withoutDots(title)],
      permissions: [...new Set([...known.permissions, permission])],
    });
  }
  return [...byReason.values()].map(right => ({
    ...right,
    titles: right.titles.length < offered.length ? right.titles : undefined,
  }));
}

/** Returns the title of an action for use within a sentence. */
export function withoutDots(title: string): string {
  return title.replace(/…$/, '');
}
