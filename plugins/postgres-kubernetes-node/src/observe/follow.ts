import type { Snapshot } from '../model/Snapshot';
import type { Change } from './course/Change';
import { followCourse } from './course/changes';
import type { DatabaseMoment } from './DatabaseMoment';
import { doubted, type Doubts } from './doubts';
import type { Memory } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ObservedDatabase } from './ObservedDatabase';
import type { Past } from './Past';
import { requestedOf } from './requested';

/** What is being done to a database, at a moment, and the doubts that remain. @public */
export interface Followed<Found extends Snapshot = Snapshot> {
  moment: DatabaseMoment<Found>;
  change?: Change;
  doubts: Doubts;
}

/**
 * The step of a database from what was remembered of it to now: what is being
 * done, and what is to be remembered. Changes nothing that it is given but the
 * memory of this look.
 *
 * @public
 */
export function follow<Found extends Snapshot>(
  found: Found,
  observed: ObservedDatabase,
  before: Pick<Past, 'course' | 'doubts'>,
  memory: Memory,
  now: Date,
): Followed<Found> {
  const { facts, operator } = observed;
  const { counted, doubts } = doubted(
    facts.instances,
    before.doubts,
    memory,
    now,
  );
  const moment = {
    found,
    facts: { ...facts, ...counted },
    operator,
    requested: requestedOf(observed, { memory, now }),
    memory,
    course: before.course,
    now,
  };
  const { change, course } = followCourse(moment);
  return { moment: { ...moment, course }, change, doubts };
}
