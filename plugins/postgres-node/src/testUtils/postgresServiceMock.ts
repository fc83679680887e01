import { createServiceMock } from '@backstage/backend-test-utils';
import {
  databaseOperations,
  type DatabaseOperation,
} from '@pgstage/backstage-plugin-postgres-common';
import { postgresServiceRef } from '../service';

type Call = (typeof databaseOperations)[DatabaseOperation]['call'];

const operationMocks = () =>
  Object.fromEntries(
    Object.values(databaseOperations).map(({ call }) => [call, jest.fn()]),
  ) as Record<Call, jest.Mock>;

/** Mock of the service of the plugin `postgres` for unit tests; `.factory` adds it to a test backend. @public */
export const postgresServiceMock = createServiceMock(
  postgresServiceRef,
  () => ({
    listProviders: jest.fn(),
    getQuotas: jest.fn(),
    listDatabases: jest.fn(),
    getDatabase: jest.fn(),
    createDatabase: jest.fn(),
    confirmBindings: jest.fn(),
    renderManifests: jest.fn(),
    getConnection: jest.fn(),
    getHealth: jest.fn(),
    getBackups: jest.fn(),
    ...operationMocks(),
  }),
);
