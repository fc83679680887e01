import type { JsonObject } from '@backstage/types';
import { CLUSTER } from '../databases';
import type { ClusterLogin } from '../stage/BenchCluster';

/** Section `bench` of a backend's configuration. */
export interface BackendSettings {
  plugin: 'postgres' | 'kubernetes';
  /** Only for the peer: the minimal kinds to show instances and state. */
  reduced?: boolean;
  /**
   * Only for pgstage: false while requests are counted, because reconcile runs
   * on a schedule and not by page views.
   */
  reconciles?: boolean;
  /** Number of databases whose components are in the catalog. */
  catalog: number;
}

/** Where Backstage stores its keys. */
export interface DatabaseLogin {
  host: string;
  port: number;
  user: string;
  password: string;
}

const NEVER = {
  schedule: {
    frequency: { days: 1 },
    initialDelay: { days: 1 },
    timeout: { minutes: 5 },
  },
};

/** A rate that one measuring user, who stands for all users, never reaches. */
const UNLIMITED = 1_000_000;

/** pgstage as in its documentation, with all defaults except the rate limits of a user. */
const pgstage = (
  { url, caData, token }: ClusterLogin,
  reconciles: boolean,
): JsonObject => ({
  postgres: {
    ...(!reconciles && { reconcile: NEVER }),
    rateLimits: { writesPerMinute: UNLIMITED, listsPerMinute: UNLIMITED },
    kubernetes: {
      clusters: [
        {
          name: CLUSTER,
          url,
          ...(caData ? { caData } : { skipTLSVerify: true }),
          serviceAccountToken: token,
        },
      ],
    },
  },
});

const custom = (plural: string) => ({
  group: 'postgresql.cnpg.io',
  apiVersion: 'v1',
  plural,
});

/**
 * The peer as in its documentation, with the kinds of CloudNativePG. Without
 * metrics, because there are none here.
 */
const peer = (
  { url, caData, token }: ClusterLogin,
  reduced: boolean,
): JsonObject => ({
  kubernetes: {
    serviceLocatorMethod: { type: 'multiTenant' },
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [
          {
            name: CLUSTER,
            url,
            ...(caData ? { caData } : { skipTLSVerify: true }),
            authProvider: 'serviceAccount',
            serviceAccountToken: token,
            skipMetricsLookup: true,
          },
        ],
      },
    ],
    ...(reduced && { objectTypes: ['pods', 'services'] }),
    customResources: [
      'clusters',
      'backups',
      ...(reduced ? [] : ['scheduledbackups', 'poolers']),
    ].map(custom),
  },
});

function pluginSettings(
  { plugin, reduced: reduced = false, reconciles = true }: BackendSettings,
  login: ClusterLogin,
): JsonObject {
  return plugin === 'postgres'
    ? pgstage(login, reconciles)
    : peer(login, reduced);
}

/** Returns the configuration of one backend. */
export function settingsOf(
  bench: BackendSettings,
  options: {
    login: ClusterLogin;
    database: DatabaseLogin;
    /** Prefix of its databases, so that several backends can share a server. */
    prefix: string;
    port: number;
  },
): JsonObject {
  const { login, database, prefix, port } = options;
  return {
    app: { baseUrl: `http://127.0.0.1:${port}` },
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { client: 'pg', connection: { ...database }, prefix },
    },
    auth: { providers: { bench: {} } },
    bench: { ...bench },
    ...pluginSettings(bench, login),
  };
}
