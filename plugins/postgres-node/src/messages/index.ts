import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { writes } from './writes';

/** The message catalogue of this package. */
export const message = defineMessages('provider', { ...writes });
