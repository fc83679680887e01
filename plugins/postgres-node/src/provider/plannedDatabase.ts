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
  const at = now.toISOString();
  const reason = message('dryRun');
  return {
    ...planned,
    ref: stringifyDatabaseRef(planned),
    status: { state: 'unknown', reason, since: at },
    usable: unknown(reason),
    safe: unknown(reason),
    steps: [],
    attention: [],
    summary: {},
    observedAt: at,
  };
}
