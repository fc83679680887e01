import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import { Memory } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { Snapshot } from '../model/Snapshot';
import type { DatabaseFacts } from './DatabaseFacts';
import { follow } from './follow';
import type { LookRules } from './lookAt';
import type { Past } from './Past';

/** What the section `health` is made from: what memory holds of a database. @public */
export interface HealthMoment extends Pick<Health, 'parts' | 'forbidden'> {
  facts: DatabaseFacts;
  /** Something is being done on purpose. */
  changing: boolean;
}

/**
 * Returns what memory holds of the health of a database, judged as `lookAt`
 * judges it.
 *
 * @param past - what was remembered by then
 * @public
 */
export function healthMoment<Found extends Snapshot>(
  rules: Pick<LookRules<Found>, 'observe' | 'partsOf'>,
  found: Found,
  now: Date,
  past: Pick<Past, 'memory' | 'course' | 'doubts'>,
): HealthMoment {
  const observed = rules.observe(found);
  const memory = new Memory(past.memory);
  const { moment, change } = follow(found, observed, past, memory, now);
  const { facts } = moment;
  const changing = facts.hibernated || change !== undefined;
  return {
    facts,
    changing,
    parts: rules.partsOf({ found, facts, changing, now }),
    forbidden: observed.unseen.map(({ what, needs }) => ({ what, needs })),
  };
}
