import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';
import { backups } from './backups';
import { lost } from './lost';
import { nextSteps } from './nextSteps';
import { operations } from './operations';
import { promotion } from './promotion';
import { rules } from './rules';
import { states } from './states';

/** The texts of this provider. */
export const message = defineMessages('statefulSet', {
  ...rules,
  ...states,
  ...nextSteps,
  ...lost,
  ...backups,
  ...promotion,
  ...operations,
});
