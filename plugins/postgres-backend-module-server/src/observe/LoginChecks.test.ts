import { mockServices } from '@backstage/backend-test-utils';
import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import { signer } from '../__testUtils__/testServer';
import type { ServerConfig } from '../config';
import type { RecordedDatabase } from '../record';
import { LoginChecks } from './LoginChecks';

const startedAt = new Date();
const orders = {
  name: 'orders',
  system: '1',
  exists: true,
  oid: 7,
  owner: 'orders',
  record: {
    credentials: { store: 'file', state: 'stored', at: '2026-01-01T00:00:00Z' },
  },
} as Partial<RecordedDatabase> as RecordedDatabase;

/** A store without entries: each check reads it once and does not connect to a server. */
function setUp() {
  let clock = 0;
  const reads: string[] = [];
  const pending: Array<() => void> = [];
  const blocked = { on: false };
  const checks = new LoginChecks(
    { id: 'main', connection: {} } as Partial<ServerConfig> as ServerConfig,
    {
      logger: mockServices.logger.mock(),
      signer,
      now: () => new Date(clock),
      credentialStore: () => ({
        id: 'file',
        read: async ref => {
          reads.push(ref);
          if (blocked.on)
            await new Promise<void>(resolve => {
              pending.push(resolve);
            });
          return undefined;
        },
        write: async (_entry: CredentialEntry) => ({
          store: '',
          secretRef: '',
        }),
        find: async () => undefined,
        remove: async () => {},
      }),
    },
  );
  return {
    checks,
    reads,
    pending,
    blocked,
    pass: (ms: number) => {
      clock += ms;
    },
  };
}

it('checks a login immediately, and again after a minute unless it works', async () => {
  const { checks, reads, pass } = setUp();
  expect(checks.of(orders, startedAt)).toBeUndefined();
  expect(await checks.check([orders], startedAt)).toBe(true);
  expect(checks.of(orders, startedAt)).toMatchObject({
    message: 'The credential store has no entry for it',
  });
  pass(59_000);
  expect(await checks.check([orders], startedAt)).toBe(false);
  pass(1_000);
  await checks.check([orders], startedAt);
  expect(reads).toHaveLength(2);
  // As section `health` does.
  expect(await checks.check([orders], startedAt, 10_000)).toBe(false);
  pass(10_000);
  expect(await checks.check([orders], startedAt, 10_000)).toBe(true);
});

it('has no result for other credentials, another database or after a start of the server', async () => {
  const { checks } = setUp();
  await checks.check([orders], startedAt);
  const rotated = {
    ...orders,
    record: {
      ...orders.record!,
      credentials: { ...orders.record!.credentials!, at: 'later' },
    },
  };
  expect(checks.of(rotated, startedAt)).toBeUndefined();
  expect(checks.of({ ...orders, oid: 8 }, startedAt)).toBeUndefined();
  expect(checks.of(orders, new Date(0))).toBeUndefined();
  checks.retain([]);
  expect(checks.of(orders, startedAt)).toBeUndefined();
});

it('checks two logins at a time, and each one only once at a time', async () => {
  const { checks, reads, pending, blocked } = setUp();
  blocked.on = true;
  const many = ['a', 'b', 'c'].map(name => ({ ...orders, name }));
  const all = [
    checks.check(many, startedAt, 0),
    checks.check(many, startedAt, 0),
  ];
  await new Promise(resolve => {
    setImmediate(resolve);
  });
  expect(reads).toEqual(['server:main/a', 'server:main/b']);
  blocked.on = false;
  pending.forEach(resolve => resolve());
  await Promise.all(all);
  expect(reads).toHaveLength(3);
});

it('does not check databases without a stored password', async () => {
  const { checks, reads } = setUp();
  const { record } = orders;
  await checks.check(
    [
      { ...orders, exists: false },
      { ...orders, record: undefined },
      { ...orders, record: { ...record!, credentials: undefined } },
    ],
    startedAt,
    0,
  );
  expect(reads).toEqual([]);
});
