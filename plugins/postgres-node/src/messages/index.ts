import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { shared } from './shared';
import { writes } from './writes';

/**
 * The message catalogue of this package, with the texts that several providers
 * use. The text `verbatim` contains only what an engine reports in its own words.
 *
 * @public
 */
export const message = defineMessages('provider', { ...shared, ...writes });
