import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function example(
  description: string,
  action: string,
  name: string,
  input: Record<string, unknown>,
): TemplateExample {
  const id = action.split(':').at(-1);
  return {
    description,
    example: stringify({
      steps: [{ id, name, action: `postgres:${action}`, input }],
    }),
  };
}

const created = '${{ steps.create.output.ref }}';

export const createExamples = [
  example(
    'Create a database for a component and wait until it is usable',
    'database:create',
    'Create the database',
    {
      provider: 'server',
      location: 'main',
      name: 'orders',
      entityRef: 'component:default/orders',
    },
  ),
  example(
    'Create a protected database with an extension, and do not wait',
    'database:create',
    'Request the database',
    {
      provider: 'server',
      location: 'main',
      name: 'orders',
      entityRef: 'component:default/orders',
      owner: 'group:default/team-orders',
      resourceName: 'orders-db',
      extensions: ['pg_trgm'],
      connectionLimit: 20,
      protected: true,
      waitSeconds: 0,
    },
  ),
];

export const bindExamples = [
  example(
    'Let a second component use a database',
    'database:bind',
    'Share the database',
    {
      ref: 'server:main/orders',
      add: ['component:default/billing'],
    },
  ),
  example(
    'Adopt an existing database that belongs to no entity yet',
    'database:bind',
    'Adopt the database',
    {
      ref: 'server:main/legacy',
      add: ['component:default/billing'],
      owner: 'group:default/team-billing',
      resourceName: 'billing-db',
      adopt: true,
    },
  ),
];

export const waitExamples = [
  example(
    'Wait up to half an hour until a database has a finished backup',
    'database:wait',
    'Wait for the first backup',
    {
      ref: created,
      until: 'safe',
      waitSeconds: 1800,
    },
  ),
];

export const backupExamples = [
  example(
    'Create a backup and wait until it has finished',
    'database:backup',
    'Create a backup',
    { ref: created },
  ),
  example(
    'Start a backup with a specific method, and do not wait',
    'database:backup',
    'Start a backup',
    {
      ref: created,
      method: 'base',
      waitSeconds: 0,
    },
  ),
];

export const rotatePasswordExamples = [
  example(
    'Rotate the password of a database',
    'database:rotate-password',
    'Rotate the password',
    {
      ref: 'server:main/orders',
    },
  ),
];

export const rotateLoginExamples = [
  example(
    'Rotate the login of a database, and keep the previous one for two hours',
    'database:rotate-login',
    'Rotate the login',
    {
      ref: 'server:main/orders',
      overlapMinutes: 120,
    },
  ),
];

export const deleteExamples = [
  example(
    'Remove a database after its name was typed to confirm',
    'database:delete',
    'Remove the database',
    {
      ref: 'server:main/orders',
      confirm: '${{ parameters.confirm }}',
    },
  ),
  example(
    'Force the removal of a database that is protected or has open sessions',
    'database:delete',
    'Remove the database',
    {
      ref: 'server:main/orders',
      confirm: 'orders',
      force: true,
    },
  ),
];

export const changeExamples = [
  example(
    'Add an instance and expand the volumes, and wait until both changes are complete',
    'database:change',
    'Scale the database',
    {
      ref: 'cloudnative-pg:prod-eu/team-orders/orders',
      instances: 3,
      storage: '50Gi',
    },
  ),
  example(
    'Turn off the protection before a removal',
    'database:change',
    'Turn off the protection',
    { ref: 'server:main/orders', protected: false },
  ),
];

export const restoreExamples = [
  example(
    'Restore to a point in time into a new database, and wait until it is usable',
    'database:restore',
    "Restore yesterday's database",
    {
      ref: 'cloudnative-pg:prod-eu/team-orders/orders',
      name: 'orders-yesterday',
      entityRef: 'component:default/orders',
      targetTime: '2026-01-02T03:04:05Z',
    },
  ),
  example(
    'Restore a specific backup, and do not wait',
    'database:restore',
    'Request the restore',
    {
      ref: 'cloudnative-pg:prod-eu/team-orders/orders',
      name: 'orders-copy',
      entityRef: 'component:default/orders',
      backup: 'orders-20260102030405',
      waitSeconds: 0,
    },
  ),
];

export const renderExamples = [
  example(
    'Write the manifests of a database into the workspace, for a pull request',
    'manifests:render',
    'Write the manifests',
    {
      provider: 'cloudnative-pg',
      location: 'prod-eu/team-orders',
      name: 'orders',
      entityRef: 'component:default/orders',
      instances: 3,
      storage: '20Gi',
      targetPath: 'databases/orders',
    },
  ),
];
