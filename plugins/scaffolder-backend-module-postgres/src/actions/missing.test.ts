import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  errorResponse,
  mockContext,
  mockPostgres,
  REF,
  step,
  view,
} from '../__testUtils__/fixtures';
import { createCreateAction } from './create';
import { createChangeAction } from './change';
import { createRestoreAction } from './restore';
import { createWaitAction } from './wait';

// A pause takes no time, but the clock advances.
jest.mock('@pgstage/backstage-plugin-postgres-node/provider', () => ({
  ...jest.requireActual('@pgstage/backstage-plugin-postgres-node/provider'),
  pause: async (ms: number) => jest.setSystemTime(Date.now() + ms),
}));

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

const entityRef = 'component:default/orders';
const SOURCE = 'server:main/source';
const inComing = view({ usable: claimed(false), steps: [step('running')] });
const gone =
  /^The database 'server:main\/orders' that this task created no longer exists, or you are no longer allowed to see it\. The task does not recreate it: [^.]*\.$/;

describe.each([
  {
    verb: 'create',
    makeAction: createCreateAction,
    input: { provider: 'server', location: 'main', name: 'orders', entityRef },
    call: 'createDatabase',
  },
  {
    verb: 'restore',
    makeAction: createRestoreAction,
    input: { ref: SOURCE, name: 'orders', entityRef },
    call: 'restoreDatabase',
  },
] as const)('$verb', ({ verb, makeAction, input, call }) => {
  const setUp = async (options?: Parameters<typeof mockContext>[1]) => {
    const postgres = mockPostgres();
    postgres[call].mockResolvedValue(inComing);
    const missing = await errorResponse(404, 'NotFoundError', 'none');
    return {
      ...{ postgres, missing, ...mockContext(input, options) },
      action: makeAction(postgres),
    };
  };

  it('does not recreate a database that was removed while it waited', async () => {
    const { postgres, missing, ctx, action } = await setUp();
    postgres.getDatabase
      .mockResolvedValueOnce(inComing)
      .mockRejectedValue(missing);
    await expect(action.handler(ctx)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(gone),
    });
    expect(postgres[call]).toHaveBeenCalledTimes(1);
    expect(Date.now()).toBeLessThan(40_000);
  });

  it('nor one that was removed while its backend was unavailable', async () => {
    const { postgres, missing, ctx, action } = await setUp({
      checkpoints: { [`${verb} ${REF}`]: { ref: REF } },
    });
    postgres.getDatabase.mockRejectedValue(missing);
    await expect(action.handler(ctx)).rejects.toThrow(gone);
    expect(postgres[call]).not.toHaveBeenCalled();
  });

  it('waits for a replica of the backend that has not observed it yet', async () => {
    const { postgres, missing, ctx, action, outputs } = await setUp();
    postgres.getDatabase.mockImplementation(async () => {
      if (Date.now() === 0) return inComing;
      if (Date.now() < 25_000) throw missing;
      return view();
    });
    await action.handler(ctx);
    expect(outputs.usable).toBe(true);
    expect(postgres[call]).toHaveBeenCalledTimes(1);
  });

  it('does not treat an unavailable backend as a removal', async () => {
    const { postgres, missing, ctx, action, outputs } = await setUp();
    const away = await errorResponse(
      503,
      'ServiceUnavailableError',
      'starting',
    );
    postgres.getDatabase.mockImplementation(async () => {
      if (Date.now() === 0) return inComing;
      if (Date.now() < 60_000) throw away;
      if (Date.now() < 80_000) throw missing;
      return view();
    });
    await action.handler(ctx);
    expect(outputs.usable).toBe(true);
  });

  it('ends with a message for a user who may create but not read it', async () => {
    const { postgres, missing, ctx, action, lines, outputs } = await setUp();
    postgres.getDatabase.mockRejectedValue(missing);
    await action.handler(ctx);
    expect(postgres[call]).toHaveBeenCalledTimes(1);
    expect(outputs).toMatchObject({ ref: REF, usable: false });
    expect(lines.at(-1)).toBe(
      `No longer waiting until ${REF} is usable: the database ${REF} does not exist, or you are not allowed to see it.`,
    );
  });
});

describe.each([
  { verb: 'change', makeAction: createChangeAction, more: { instances: 2 } },
  { verb: 'wait', makeAction: createWaitAction, more: {} },
] as const)('$verb', ({ makeAction, more }) => {
  const setUp = async (respondsAt: (ms: number) => boolean) => {
    const postgres = mockPostgres();
    const missing = await errorResponse(404, 'NotFoundError', 'none');
    postgres.getDatabase.mockImplementation(async () => {
      if (respondsAt(Date.now())) return view();
      throw missing;
    });
    return {
      postgres,
      run: (waitSeconds?: number) => {
        const { ctx, outputs } = mockContext({
          ref: REF,
          ...more,
          waitSeconds,
        });
        return makeAction(postgres)
          .handler(ctx as never)
          .then(() => outputs);
      },
    };
  };

  it('waits for a replica of the backend that has not observed it yet', async () => {
    const { run } = await setUp(ms => ms > 20_000);
    expect(await run()).toMatchObject({ ref: REF, usable: true });
  });

  it('fails if the database does not exist, also after a short wait', async () => {
    const { run } = await setUp(() => false);
    const none = {
      name: 'NotFoundError',
      message: expect.stringContaining(REF),
    };
    await expect(run()).rejects.toMatchObject(none);
    expect(Date.now()).toBeLessThan(40_000);
    await expect(run(1)).rejects.toMatchObject(none);
  });

  it('waits for a backend that has not read its locations yet', async () => {
    const { postgres, run } = await setUp(() => false);
    postgres.listDatabases.mockImplementation(async () => ({
      items: [],
      totalItems: 0,
      problems: [],
      complete: Date.now() > 60_000,
    }));
    await expect(run()).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(Date.now()).toBeGreaterThan(60_000);
  });
});
