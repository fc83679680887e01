/**
 * Backend plugin `postgres`, and the conditions for permission policies about
 * its databases.
 *
 * @packageDocumentation
 */
export { postgresPlugin as default } from './plugin';
export {
  createPostgresConditionalDecision,
  postgresConditions,
  postgresDatabaseResourceRef,
  type PolicyDatabase,
  type PolicyDatabaseQuery,
} from './authorization/rules';
