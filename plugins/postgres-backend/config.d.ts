import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  /** PostgreSQL databases as a self-service product. */
  postgres?: {
    /**
     * Full entity refs of groups or users, such as `group:default/platform`.
     * They may do everything with every database, and alone see databases that
     * belong to no entity. Has no effect where `permission.enabled` is true:
     * there the permission policy decides.
     * @visibility backend
     */
    admins?: string[];

    reveal?: {
      /**
       * Whether people with the right can see a password in Backstage. Each
       * time is audited. Default: false.
       * @visibility backend
       */
      enabled?: boolean;
    };

    reconcile?: {
      /**
       * How often each provider puts right what drifted. Default: every 5
       * minutes, by one backend at a time.
       * @visibility backend
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
  };
}
