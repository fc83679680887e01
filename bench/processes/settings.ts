import type { JsonObject } from '@backstage/types';
import { CLUSTER } from '../databases';
import type { ClusterLogin } from '../stage/BenchCluster';

/** Section `bench` of a backend's configuration. */
export interface BackendSettings {
  plugin: 'postgres' | 'kubernetes';
  /** The peer only: the least that shows instances and state, for those who trim it. */
  trimmed?: boolean;
  /** Ours only: false where requests are counted, as it goes by the clock and not by page views. */
  reconciles?: boolean;
  /** Databases whose components the catalog holds. */
  catalog: number;
}

/** Where Backstage keeps its keys. */
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

/** Our plugin as in the documentation, with everything at its default. */
const ours = (
  { url, caData, token }: ClusterLogin,
  reconciles: boolean,
): JsonObject => ({
  postgres: {
    ...(!reconciles && { reconcile: NEVER }),
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
 * metrics: there are none here, and it would ask in vain.
 */
const peer = (
  { url, caData, token }: ClusterLogin,
  trimmed: boolean,
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
    ...(trimmed && { objectTypes: ['pods', 'services'] }),
    customResources: [
      'clusters',
      'backups',
      ...(trimmed ? [] : ['scheduledbackups', 'poolers']),
    ].map(custom),
  },
});

function pluginSettings(
  { plugin, trimmed = false, reconciles = true }: BackendSettings,
  login: ClusterLogin,
): JsonObject {
  return plugin === 'postgres' ? ours(login, reconciles) : peer(login, trimmed);
}

/** The configuration of one backend. */
export function settingsOf(
  bench: BackendSettings,
  options: {
    login: ClusterLogin;
    database: DatabaseLogin;
    /** Of its databases, so that backends stand side by side. */
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
