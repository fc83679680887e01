import {
  databaseOperations,
  OperationCalls,
  PostgresApi,
} from '@pgstage/backstage-plugin-postgres-common';
import { PostgresCallOptions } from '../src';
import { connection } from './connectionFixtures';
import { ago, backups, databaseView, health, ok } from './fixtures';
import { providers } from './clusterFixtures';
import { Scenario } from './scenarios';

const sleep = (seconds: number) =>
  new Promise(resolve => setTimeout(resolve, seconds * 1000));
const missing = async () => {
  throw new Error('Not answered by the fixtures');
};

const operations = Object.fromEntries(
  Object.values(databaseOperations).map(({ call }) => [call, missing]),
) as Record<keyof OperationCalls<PostgresCallOptions>, typeof missing>;

/** A backend that answers from fixtures. */
export function scenarioApi(
  scenario: Scenario,
): PostgresApi<PostgresCallOptions> {
  const { databases, list, unbound = [], dangling = [] } = scenario;
  const find = (ref: string) =>
    databases.find(view => view.ref === ref) ?? databaseView();
  return {
    ...operations,
    listDatabases: async filter => {
      const bound = filter?.dangling ? dangling : databases;
      const items = filter?.unbound ? unbound : bound;
      return {
        items,
        totalItems: items.length,
        problems: [],
        complete: true,
        ...list,
      };
    },
    getDatabase: async (ref, wait) => {
      if (wait) await sleep(wait.waitSeconds);
      return find(ref);
    },
    getHealth: async () => ok(health()),
    getConnection: async () => ok(connection()),
    getBackups: async () => ok(backups()),
    listProviders: async () => ({ items: providers(), problems: [] }),
    createBackup: async () => ({
      id: 'base-4',
      method: 'base-backup',
      scope: 'server',
      status: 'running',
      startedAt: ago(0),
    }),
    readLogs: async (_ref, { instance = 'orders-1' }) => ({
      instance,
      observedAt: ago(0),
      entries: [
        { at: ago(60), level: 'info', text: 'checkpoint starting: time' },
        {
          at: ago(30),
          level: 'error',
          text: 'app@orders relation "cart" does not exist at character 15\nSTATEMENT: SELECT * FROM cart',
        },
        { level: 'info', source: 'instance-manager', text: 'Reconciled' },
      ],
      older: true,
    }),
    rotatePassword: async ref => find(ref),
    changeDatabase: async ref => find(ref),
    removeDatabase: async () => {},
    getQuotas: async () => ({ quotas: [] }),
    confirmBindings: missing,
    createDatabase: missing,
    renderManifests: missing,
    ...scenario.api,
  };
}
