import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  /** PostgreSQL databases as a self-service product. */
  postgres?: {
    /**
     * Full entity refs of groups or users, such as `group:default/platform`.
     * They may do everything with every database, and alone see databases that
     * belong to no entity. Where `permission.enabled` is true the permission
     * policy decides about databases, and they may bind one to any entity that
     * it lets them see.
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

    /**
     * Keys that sign the records which are written on databases, where the
     * user of a database could write them, too. The first signs, all are
     * recognised: to replace a key, put the new one in front, and take the old
     * one out a reconcile later. Default: the plugin makes one and keeps it in
     * its own database. Where all keys are lost, an administrator confirms
     * each record.
     */
    recordKeys?: Array<{
      /**
       * Name of the key. Stands in each record that it signed.
       * @visibility backend
       */
      id: string;
      /**
       * The secret, at least 32 characters.
       * @visibility secret
       */
      key: string;
    }>;

    /** How much each owner may have in all, over all providers. What is left out is not limited. */
    quotas?: {
      /** Of each owner, unless it has a limit of its own. */
      default?: {
        /** @visibility backend */
        databases?: number;
        /**
         * PostgreSQL servers; a database on a shared server counts as none.
         * @visibility backend
         */
        instances?: number;
        /**
         * Volumes of all instances, for example `500Gi`.
         * @visibility backend
         */
        storage?: string;
      };
      owners?: Array<{
        /**
         * Entity ref of a group or user.
         * @visibility backend
         */
        owner: string;
        /** @visibility backend */
        databases?: number;
        /** @visibility backend */
        instances?: number;
        /** @visibility backend */
        storage?: string;
      }>;
    };

    /** What one person may ask of one backend. Answered with 429 beyond. */
    rateLimits?: {
      /**
       * Requests that write. Default: 120.
       * @visibility backend
       */
      writesPerMinute?: number;
      /**
       * Lists of databases. Default: 600.
       * @visibility backend
       */
      listsPerMinute?: number;
    };

    timeouts?: {
      /**
       * How long the plugins catalog, auth and permission may take to answer,
       * for example `10s`. Default: 5 seconds.
       * @visibility backend
       */
      backstage?: string;
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
