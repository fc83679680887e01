import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  databaseOperationSchema,
  parseDatabaseRef,
  type Database,
  type Message,
  type Operations,
} from '@pgstage/backstage-plugin-postgres-common';
import { memoryMessage } from './messages';

/** All operations supported, except for those with a reason. */
export function operations(
  reasons: Partial<Record<string, Message>> = {},
): Operations {
  return Object.fromEntries(
    databaseOperationSchema.options.map(operation => {
      const reason = reasons[operation];
      return [
        operation,
        reason ? { supported: false, reason } : { supported: true },
      ];
    }),
  ) as Operations;
}

/** A working database for tests. */
export function aDatabase(
  overrides: Partial<Database> & { ref: string },
): Database {
  const { provider, location, name } = parseDatabaseRef(overrides.ref);
  const now = new Date().toISOString();
  return {
    provider,
    location,
    name,
    database: name,
    user: name,
    status: {
      state: 'working',
      reason: memoryMessage('acceptsLogins'),
      since: '2026-01-01T00:00:00Z',
    },
    usable: claimed(true),
    safe: claimed(false),
    endpoints: [
      {
        purpose: 'read-write',
        host: 'db.example.com',
        port: 5432,
        sslMode: 'require',
      },
    ],
    spec: {},
    operations: operations({ restore: memoryMessage('askPlatformTeam') }),
    steps: [],
    attention: [],
    summary: {},
    observedAt: now,
    ...overrides,
  };
}
