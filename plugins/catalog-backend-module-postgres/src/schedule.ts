import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';

/** When to read all databases. */
export function readSchedule(
  config: Config,
): SchedulerServiceTaskScheduleDefinition {
  const own = config.getOptionalConfig('catalog.providers.postgres.schedule');
  return own
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(own)
    : {
        // What somebody deletes in the catalog comes back with the next read.
        frequency: { minutes: 1 },
        timeout: { minutes: 10 },
        // A global task would not run at a start that follows soon on another.
        scope: 'local',
      };
}
