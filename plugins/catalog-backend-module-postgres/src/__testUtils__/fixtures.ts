import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import type {
  DatabaseList,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';

/** A bound database `server:main/<name>`. */
export function database(
  name: string,
  changes: Partial<DatabaseView> = {},
): DatabaseView {
  return {
    ref: `server:main/${name}`,
    provider: 'server',
    location: 'main',
    name,
    database: name,
    user: name,
    status: {
      state: 'working',
      reason: { id: 'server.acceptsLogins', text: 'Accepts logins' },
      since: '2030-01-01T00:00:00Z',
    },
    usable: claimed(true),
    safe: claimed(false),
    binding: {
      resourceRef: `resource:default/${name}-db`,
      entityRefs: [`component:default/${name}`],
      owner: 'group:default/team-orders',
    },
    endpoints: [],
    spec: {},
    operations: {} as DatabaseView['operations'],
    permits: {} as DatabaseView['permits'],
    steps: [],
    attention: [],
    summary: {},
    observedAt: '2030-01-01T00:00:00Z',
    revision: '1',
    ...changes,
  };
}

export const list = (
  items: DatabaseView[],
  changes: Partial<DatabaseList> = {},
): DatabaseList => ({
  items,
  totalItems: items.length,
  problems: [],
  complete: true,
  ...changes,
});
