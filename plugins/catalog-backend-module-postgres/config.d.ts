import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** PostgreSQL databases as Resource entities. */
      postgres?: {
        /**
         * When to read all databases, besides at each start and at each
         * change: every 10 minutes on each replica of Backstage unless given.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
