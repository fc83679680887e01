import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { dangling } from './dangling';

/** The messages of this package. */
export const message = defineMessages('backend', { ...dangling });
