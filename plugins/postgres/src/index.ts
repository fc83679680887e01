/**
 * The PostgreSQL tab for Components and Resources in Backstage. The default
 * export is for apps of the new frontend system, `postgresPlugin` and
 * `EntityPostgresContent` for those of the old one.
 *
 * @packageDocumentation
 */
export { plugin as default } from './plugin';
export { postgresApiRef, type PostgresCallOptions } from './api';
export { isPostgresAvailable } from './isPostgresAvailable';
export { EntityPostgresContent, postgresPlugin } from './legacyPlugin';
export {
  postgresBackendTranslationRef,
  postgresTranslationRef,
} from './translation';
