import { createServiceMock } from '@backstage/backend-test-utils';
import { postgresServiceRef } from '../service';

/** A mock of the plugin `postgres` for unit tests; `.factory` puts it into a test backend. @public */
export const postgresServiceMock = createServiceMock(
  postgresServiceRef,
  () => ({
    listProviders: jest.fn(),
    getQuotas: jest.fn(),
    listDatabases: jest.fn(),
    getDatabase: jest.fn(),
    createDatabase: jest.fn(),
    changeDatabase: jest.fn(),
    removeDatabase: jest.fn(),
    bindDatabase: jest.fn(),
    confirmBindings: jest.fn(),
    rotatePassword: jest.fn(),
    restartDatabase: jest.fn(),
    switchoverDatabase: jest.fn(),
    hibernateDatabase: jest.fn(),
    fenceDatabase: jest.fn(),
    removeMember: jest.fn(),
    restoreDatabase: jest.fn(),
    renderManifests: jest.fn(),
    getConnection: jest.fn(),
    getHealth: jest.fn(),
    getBackups: jest.fn(),
    createBackup: jest.fn(),
    revealCredentials: jest.fn(),
  }),
);
