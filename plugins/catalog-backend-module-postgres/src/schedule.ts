import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';

/** Returns the schedule for reading all databases. */
export function readSchedule(
  config: Config,
): SchedulerServiceTaskScheduleDefinition {
  const own = config.getOptionalConfig('catalog.providers.postgres.schedule');
  return own
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(own)
    : {
        // A Resource that was deleted in the catalog is restored by the next read.
        frequency: { minutes: 1 },
        timeout: { minutes: 10 },
        // A global task would not run if Backstage restarts shortly after the last run.
        scope: 'local',
      };
}
