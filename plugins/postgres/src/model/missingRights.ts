import { Action } from './actions';

/** What a person may not do for one reason. */
export interface MissingRight {
  /** Entity refs of those who may; absent: not known. */
  ask?: string[];
  reason?: string;
  /** What it is about; absent: everything that is offered. */
  titles?: string[];
  permissions: string[];
}

/** The rights that a person lacks for what is offered, each reason once. */
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

/** An action's title within a sentence. */
export function withoutDots(title: string): string {
  return title.replace(/…$/, '');
}
