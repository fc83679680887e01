import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  /** Self-service PostgreSQL databases. */
  postgres?: {
    /**
     * Administrators: full entity refs of groups or users, such as
     * `group:default/platform`. They may do everything with every database, and
     * only they can see databases that belong to no entity. If
     * `permission.enabled` is true, the permission policy decides about
     * databases instead, and administrators may also bind a database to any
     * entity that the policy lets them see.
     * @visibility backend
     */
    admins?: string[];

    reveal?: {
      /**
       * Whether users with the permission can reveal passwords in Backstage.
       * Each use is audited. Default: false.
       * @visibility backend
       */
      enabled?: boolean;
    };

    /**
     * Keys that sign the records stored on databases, if the user of a database
     * could write them, too. The first key signs; all keys verify. To rotate a
     * key, add the new one as the first, and remove the old one after the next
     * reconcile. Default: the plugin creates a key and stores it in its own
     * database. If all keys are lost, an administrator confirms each record.
     */
    recordKeys?: Array<{
      /**
       * Name of the key, stored in each record that it signed.
       * @visibility backend
       */
      id: string;
      /**
       * The secret, at least 32 characters.
       * @visibility secret
       */
      key: string;
    }>;

    /** Limits of each owner, over all providers. Omitted resources are not limited. */
    quotas?: {
      /** Limits of owners without limits of their own. */
      default?: {
        /** @visibility backend */
        databases?: number;
        /**
         * PostgreSQL servers; a database on a shared server does not count.
         * @visibility backend
         */
        instances?: number;
        /**
         * Size of the volumes of all instances, for example `500Gi`.
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

    /** Request limits of one user at one backend. Further requests are rejected with 429. */
    rateLimits?: {
      /**
       * Requests that write, per minute. Default: 120.
       * @visibility backend
       */
      writesPerMinute?: number;
      /**
       * Lists of databases, per minute. Default: 600.
       * @visibility backend
       */
      listsPerMinute?: number;
    };

    timeouts?: {
      /**
       * Timeout of calls to the plugins catalog, auth and permission, for
       * example `10s`. Default: 5 seconds.
       * @visibility backend
       */
      backstage?: string;
    };

    reconcile?: {
      /**
       * Schedule on which each provider reconciles its databases. Default:
       * every 5 minutes, by one backend at a time.
       * @visibility backend
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
  };
}
