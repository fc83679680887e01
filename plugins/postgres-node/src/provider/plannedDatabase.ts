import {
  stringifyDatabaseRef,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import { unknown } from './claims';

/** What a provider knows of a database before it exists. @public */
export type PlannedDatabase = Pick<
  Database,
  | 'provider'
  | 'location'
  | 'name'
  | 'database'
  | 'user'
  | 'binding'
  | 'endpoints'
  | 'spec'
  | 'operations'
  | 'changes'
>;

/**
 * Returns the response of a dry run: the database that would be created.
 *
 * @public
 */
export function plannedDatabase(planned: PlannedDatabase, now: Date): Database {
  return {
    ...planned,
    ref: stringifyDatabaseRef(planned),
    summary: {},
    ...unknownState(now.toISOString()),
  };
}

/** Returns the state of a database that would be created: a dry run claims nothing. @public */
export function unknownState(
  observedAt: string,
): Pick<
  Database,
  'status' | 'usable' | 'safe' | 'steps' | 'attention' | 'observedAt'
> {
  const reason = message('dryRun');
  return {
    status: { state: 'unknown', reason, since: observedAt },
    usable: unknown(reason),
    safe: unknown(reason),
    steps: [],
    attention: [],
    observedAt,
  };
}
