import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { archiving } from './archiving';
import { standbys } from './standbys';

/** The message catalogue of this package. */
export const message = defineMessages('sql', { ...archiving, ...standbys });
