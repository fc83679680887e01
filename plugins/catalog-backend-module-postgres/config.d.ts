import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** PostgreSQL databases as Resource entities. */
      postgres?: {
        /**
         * When to read all databases, besides at each start and at each
         * change: every minute on each replica of Backstage unless given.
         * A Resource that somebody deletes in the catalog comes back with it.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
