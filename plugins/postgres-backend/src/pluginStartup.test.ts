import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';
import { DatabaseDirectory } from './directory/DatabaseDirectory';
import { aDatabase } from './__testUtils__/aDatabase';
import { CANARY, FakeProvider } from './__testUtils__/FakeProvider';
import {
  admin,
  at,
  moduleFor,
  reader,
  startPlugin,
} from './__testUtils__/startPlugin';

const goOn = (moduleId: string) => ({
  backend: {
    startup: {
      plugins: {
        postgres: {
          modules: { [moduleId]: { onPluginModuleBootFailure: 'continue' } },
        },
      },
    },
  },
});

describe('starting', () => {
  it('fails the module of a provider that cannot start, and continues with the others', async () => {
    const broken = new FakeProvider('broken');
    broken.connect = async () => {
      throw new UpstreamError(
        'cluster prod',
        'no route to host',
        'Look at the network.',
      );
    };
    const { as } = await startPlugin({
      providers: [new FakeProvider(), broken],
      config: goOn('broken'),
    });
    const { body } = await as(reader).get('/providers').expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['memory']);
    expect(body.problems).toEqual([
      {
        provider: 'broken',
        message: expect.stringContaining('no route to host'),
      },
    ]);
    // Its databases are missing: the list must be marked as incomplete.
    expect((await as(reader).get('/databases')).body.problems).toEqual([
      {
        provider: 'broken',
        location: '*',
        since: expect.any(String),
        message: expect.stringContaining('no route to host'),
      },
    ]);
    await as(reader).get(at('broken:main/a')).expect(503);
    expect(broken.disconnected).toBe(true);
  });

  it('does not reveal a secret of a provider that cannot start', async () => {
    const broken = new FakeProvider('broken');
    broken.connect = async () => {
      throw new Error(`postgres://admin:${CANARY}@db`);
    };
    const failed = await startPlugin({ providers: [broken] }).catch(
      error => error,
    );
    expect(JSON.stringify([failed.message, failed.cause?.message])).toContain(
      'broken',
    );
    expect(
      JSON.stringify([failed.message, failed.stack, failed.cause]),
    ).not.toContain(CANARY);
  });

  it('fails the second module that adds a provider of the same id', async () => {
    const { as } = await startPlugin({
      providers: [new FakeProvider()],
      features: [moduleFor(new FakeProvider(), 'second')],
      config: goOn('second'),
    });
    expect((await as(reader).get('/providers')).body.items).toHaveLength(1);
  });

  it.each([
    [
      { postgres: { admins: ['platform'] } },
      /'postgres\.admins\[0\]'.*full entity ref/,
    ],
    [
      { postgres: { reveal: { enabled: 'perhaps' } } },
      /postgres\.reveal\.enabled/,
    ],
    [
      {
        postgres: {
          reconcile: { schedule: { frequency: 'often', timeout: 'PT1M' } },
        },
      },
      /'postgres\.reconcile\.schedule' is invalid: .*'frequency'/,
    ],
    [
      {
        postgres: {
          reconcile: {
            schedule: { frequency: 'PT1M', timeout: 'PT1M', scope: 'local' },
          },
        },
      },
      /'postgres\.reconcile\.schedule\.scope' must be 'global'/,
    ],
  ])('stops at the configuration %j and names the key', async (config, key) => {
    const failed = await startPlugin({ config }).catch(error => error);
    expect(`${failed} ${failed.cause}`).toMatch(key);
  });

  it('schedules one reconcile per provider that has one', async () => {
    const tasks: Array<
      SchedulerServiceTaskScheduleDefinition & { id: string; fn: unknown }
    > = [];
    const without = new FakeProvider('without');
    without.reconcile = undefined;
    const memory = new FakeProvider();
    await startPlugin({
      providers: [memory, without],
      features: [
        mockServices.scheduler.mock({
          scheduleTask: async task => void tasks.push(task),
        }).factory,
      ],
    });
    expect(tasks).toMatchObject([
      { id: 'reconcile-memory', scope: 'global', frequency: { minutes: 5 } },
    ]);
    await (tasks[0].fn as (signal: AbortSignal) => Promise<void>)(
      new AbortController().signal,
    );
    expect(memory.reconciled).toBe(1);
  });

  it('disconnects providers and ends long polls at shutdown', async () => {
    const provider = new FakeProvider(
      'memory',
      ['main'],
      [aDatabase({ ref: 'memory:main/a' })],
    );
    const { backend, as } = await startPlugin({ providers: [provider] });
    const path = at('memory:main/a');
    const { revision } = (await as(admin).get(path).expect(200)).body;
    const waits = jest.spyOn(DatabaseDirectory.prototype, 'waitForChange');
    const waiting = as(admin)
      .get(`${path}?after=${revision}&waitSeconds=60`)
      .then(({ status }) => status);
    while (!waits.mock.calls.length)
      await new Promise(resolve => setTimeout(resolve, 10));
    await backend.stop();
    expect(await waiting).toBe(200);
    expect(provider.disconnected).toBe(true);
  });
});

describe('before a location has been read', () => {
  it('does not report a database as missing', async () => {
    const provider = new FakeProvider('memory', ['main', 'slow']);
    provider.observe = () => provider.connected!.replaceAll('main', []);
    const { as } = await startPlugin({ providers: [provider] });
    expect((await as(reader).get('/databases')).body.complete).toBe(false);
    await as(reader).get(at('memory:main/a')).expect(404);
    await as(reader).get(at('memory:nowhere/a')).expect(404);
    await as(reader).get(at('memory:slow/a')).expect(503);
    await as(reader).delete(at('memory:slow/a')).expect(503);

    provider.connected!.unreachable('slow', 'no route to host');
    const { body } = await as(reader).get(at('memory:slow/a')).expect(503);
    expect(body.error.message).toContain('no route to host');
    expect((await as(reader).get('/databases')).body.complete).toBe(true);
  });
});
