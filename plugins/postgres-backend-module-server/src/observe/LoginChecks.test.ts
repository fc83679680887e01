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

/** A store without entries: each try asks it once, and no server. */
function setUp() {
  let clock = 0;
  const asked: string[] = [];
  const answers: Array<() => void> = [];
  const held = { on: false };
  const checks = new LoginChecks(
    { id: 'main', connection: {} } as Partial<ServerConfig> as ServerConfig,
    {
      logger: mockServices.logger.mock(),
      signer,
      credentialStore: () => ({
        id: 'file',
        read: async ref => {
          asked.push(ref);
          if (held.on)
            await new Promise<void>(resolve => {
              answers.push(resolve);
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
    () => clock,
  );
  return {
    checks,
    asked,
    answers,
    held,
    pass: (ms: number) => {
      clock += ms;
    },
  };
}

it('tries a login at once, and one that is not known to work again after a minute', async () => {
  const { checks, asked, pass } = setUp();
  expect(checks.of(orders, startedAt)).toBeUndefined();
  expect(await checks.try([orders], startedAt)).toBe(true);
  expect(checks.of(orders, startedAt)).toMatchObject({
    said: 'The credential store has no entry of it',
  });
  pass(59_000);
  expect(await checks.try([orders], startedAt)).toBe(false);
  pass(1_000);
  await checks.try([orders], startedAt);
  expect(asked).toHaveLength(2);
  // Somebody looks at it.
  expect(await checks.try([orders], startedAt, 10_000)).toBe(false);
  pass(10_000);
  expect(await checks.try([orders], startedAt, 10_000)).toBe(true);
});

it('knows nothing of other credentials, of another database or after a start of the server', async () => {
  const { checks } = setUp();
  await checks.try([orders], startedAt);
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
  checks.keep([]);
  expect(checks.of(orders, startedAt)).toBeUndefined();
});

it('tries two at a time, and none twice at once', async () => {
  const { checks, asked, answers, held } = setUp();
  held.on = true;
  const many = ['a', 'b', 'c'].map(name => ({ ...orders, name }));
  const all = [checks.try(many, startedAt, 0), checks.try(many, startedAt, 0)];
  await new Promise(resolve => {
    setImmediate(resolve);
  });
  expect(asked).toEqual(['server:main/a', 'server:main/b']);
  held.on = false;
  answers.forEach(answer => answer());
  await Promise.all(all);
  expect(asked).toHaveLength(3);
});

it('has nothing to try where there is no stored password', async () => {
  const { checks, asked } = setUp();
  const { record } = orders;
  await checks.try(
    [
      { ...orders, exists: false },
      { ...orders, record: undefined },
      { ...orders, record: { ...record!, credentials: undefined } },
    ],
    startedAt,
    0,
  );
  expect(asked).toEqual([]);
});
