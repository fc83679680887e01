import {
  DatabaseList,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';
import { PostgresCallOptions } from '../src';
import type { PostgresApi } from '@pgstage/backstage-plugin-postgres-common';
import { clusterScenario, clusterView } from './clusterFixtures';
import { connection } from './connectionFixtures';
import * as fixtures from './fixtures';
import { message } from './messages';

const { ago, backups, claimed, databaseView, health, ok } = fixtures;
type Api = PostgresApi<PostgresCallOptions>;

/** An entity of the development app, and what its backend answers. */
export interface Scenario {
  databases: DatabaseView[];
  /** What belongs to no entity, and is seen by administrators. */
  unbound?: DatabaseView[];
  dangling?: DatabaseView[];
  list?: Partial<DatabaseList>;
  api?: Partial<Api>;
}

const never = () => new Promise<never>(() => {});
const fail = async () => {
  throw new Error('Failed to fetch');
};

const cluster = clusterScenario();

export const scenarios: Record<string, Scenario> = {
  orders: { databases: [databaseView()] },
  'standby-down': {
    databases: [
      databaseView({
        status: {
          state: 'attention',
          reason: message('noStandbyConnected'),
          since: ago(90),
        },
        attention: [
          {
            id: 'archiving',
            severity: 'error',
            what: message('archivingFails'),
            since: ago(600),
            meaning: message('notProtected'),
            nextStep: message('freeSpace'),
          },
          {
            id: 'standby-down:standby1',
            severity: 'warning',
            what: message('standbyNotConnected', { name: 'standby1' }),
            since: ago(90),
            meaning: message('nothingTakesOver'),
            nextStep: message('startStandby', { name: 'standby1' }),
            evidence: 'slot standby1: active = false, wal_status = reserved',
          },
        ],
      }),
    ],
    api: {
      getHealth: async () => {
        const { instances, ...rest } = health();
        const [primary, standby] = instances;
        return ok({
          ...rest,
          instances: [
            primary,
            {
              ...standby,
              state: 'attention',
              reason: message('notConnected'),
              since: ago(90),
              lag: undefined,
              syncState: undefined,
            },
          ],
          slots: [
            { ...rest.slots[0], active: false, retainedBytes: 48_000_000 },
          ],
          forbidden: [
            {
              what: message('archiver'),
              needs: message('needsMonitor'),
            },
          ],
        });
      },
      getBackups: async () =>
        ok(
          backups({
            archiving: {
              state: 'attention',
              reason: message('archivingFails'),
              lastFailedAt: ago(9),
            },
          }),
        ),
    },
  },
  creating: {
    databases: [
      databaseView({
        status: {
          state: 'changing',
          reason: message('beingCreated'),
          since: ago(12),
        },
        usable: claimed(false),
        safe: claimed(false),
        summary: {},
        steps: [
          {
            id: 'accepted',
            title: message('requestAccepted'),
            state: 'done',
            finishedAt: ago(12),
          },
          {
            id: 'role',
            title: message('roleCreated'),
            state: 'done',
            finishedAt: ago(10),
          },
          {
            id: 'database',
            title: message('databaseCreated'),
            state: 'running',
            message: message('createRuns'),
          },
          {
            id: 'credentials',
            title: message('credentialsStored'),
            state: 'pending',
          },
          { id: 'backup', title: message('firstBackup'), state: 'pending' },
        ],
      }),
    ],
    api: {
      getBackups: async () =>
        ok(backups({ backups: [], recoveryWindow: undefined })),
      getHealth: async () => ok(health()),
    },
  },
  unreachable: {
    databases: [
      databaseView({
        status: {
          state: 'unknown',
          reason: message('serverSilent'),
          since: ago(200),
        },
        observedAt: ago(210),
        unreachable: {
          since: ago(200),
          message: 'connect ECONNREFUSED pg-main.example.com:5432',
        },
      }),
    ],
    api: {
      getHealth: async () => ({
        ...ok(health()),
        observedAt: ago(210),
        status: 'unreachable',
        message:
          'The server main failed: connect ECONNREFUSED. Ask the platform team to start it.',
      }),
    },
  },
  partial: {
    databases: [databaseView({ permits: fixtures.permits(false) })],
    api: {
      getBackups: async () => ({
        status: 'forbidden',
        checkedAt: ago(1),
        message:
          "The server main refuses: permission denied for function pg_ls_waldir. Grant 'pg_monitor' to backstage.",
      }),
      getConnection: never,
      getHealth: async () => ({
        status: 'unsupported',
        checkedAt: ago(1),
        message: 'This provider does not report its instances.',
      }),
    },
  },
  failing: {
    databases: [databaseView()],
    api: { getDatabase: fail, getHealth: fail, getBackups: fail },
  },
  several: {
    databases: [
      databaseView({ ref: 'server:main/first', name: 'first' }),
      databaseView({
        ref: 'server:main/second',
        name: 'second',
        spec: { protected: true },
      }),
    ],
  },
  kubernetes: {
    ...cluster,
    api: {
      ...cluster.api,
      getConnection: async () =>
        ok(
          connection({
            credentials: {
              store: 'kubernetes',
              secretRef: 'team-orders/orders-postgres',
              configMapRef: 'team-orders/orders-postgres',
            },
          }),
        ),
    },
  },
  hibernated: clusterScenario({
    hibernated: true,
    usable: claimed(false),
    status: {
      state: 'changing',
      reason: message('hibernates'),
      since: ago(900),
    },
    changes: { storage: { supported: true, obstacle: message('hibernated') } },
  }),
  none: { databases: [] },
  dangling: (() => {
    const confirm = { allowed: true, permission: 'postgres.database.bind' };
    const entityRef = 'component:default/orders';
    const view = databaseView({
      recordVersion: 'seen',
      dangling: [{ entityRef, state: 'replaced', uid: 'uid-now', confirm }],
    });
    const gone = clusterView({
      dangling: [{ entityRef: 'component:default/old', state: 'gone' }],
    });
    return { databases: [view], dangling: [view, gone] };
  })(),
  adoptable: {
    databases: [],
    unbound: [
      clusterView({ binding: undefined, credentials: undefined }),
      clusterView({
        ref: 'cloudnative-pg:prod-eu/team-orders/by-helm',
        name: 'by-helm',
        binding: undefined,
        operations: {
          ...clusterView().operations,
          bind: {
            supported: false,
            reason: message('managedByHelm', { release: 'by-helm' }),
          },
        },
      }),
    ],
  },
  uncertain: {
    databases: [],
    list: {
      complete: false,
      problems: [
        {
          provider: 'server',
          location: 'main',
          since: ago(300),
          message: 'connect ECONNREFUSED pg-main.example.com:5432',
        },
      ],
    },
  },
  error: { databases: [], api: { listDatabases: fail } },
  loading: { databases: [], api: { listDatabases: never } },
};
