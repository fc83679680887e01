import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { dangling } from './dangling';
import { operations } from './operations';
import { reports } from './reports';
import { rights } from './rights';

/** The messages of this package. */
export const message = defineMessages('backend', {
  ...dangling,
  ...operations,
  ...reports,
  ...rights,
});
