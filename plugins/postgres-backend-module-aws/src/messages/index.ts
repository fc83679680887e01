import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { notices } from './notices';
import { operations } from './operations';
import { problems } from './problems';
import { sections } from './sections';
import { statuses } from './statuses';

/** The texts of this package. */
export const message = defineMessages('aws', {
  ...statuses,
  ...problems,
  ...notices,
  ...sections,
  ...operations,
});
