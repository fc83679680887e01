import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** PostgreSQL databases as Resource entities. */
      postgres?: {
        /**
         * Schedule for reading all databases, in addition to each start and
         * each change. Default: every minute, on each replica of Backstage. A
         * Resource that was deleted in the catalog is restored by the next
         * read.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
