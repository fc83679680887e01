import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { notices } from './notices';
import { problems } from './problems';

/** The texts of this package. */
export const message = defineMessages('aws', { ...problems, ...notices });
