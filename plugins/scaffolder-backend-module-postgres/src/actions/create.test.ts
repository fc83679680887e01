import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  errorResponse,
  mockContext,
  mockPostgres,
  REF,
  step,
  noResponse,
  view,
} from '../__testUtils__/fixtures';
import { createCreateAction } from './create';

const input = {
  provider: 'server',
  location: 'main',
  name: 'orders',
  entityRef: 'component:default/orders',
};

describe('postgres:database:create', () => {
  it('creates on behalf of the user, waits until usable and outputs the endpoint', async () => {
    const postgres = mockPostgres();
    const working = view({ usable: claimed(false), steps: [step('running')] });
    postgres.createDatabase.mockResolvedValue(working);
    postgres.getDatabase
      .mockResolvedValueOnce(working)
      .mockResolvedValueOnce(working)
      .mockResolvedValueOnce(view({ revision: '2' }));
    const { ctx, outputs, lines } = mockContext(input);

    await createCreateAction(postgres).handler(ctx);

    expect(postgres.createDatabase).toHaveBeenCalledWith(
      { ...input, taskId: ctx.task.id },
      expect.objectContaining({ credentials: mockCredentials.user() }),
    );
    expect(postgres.getDatabase).toHaveBeenLastCalledWith(
      REF,
      { after: '1', waitSeconds: 30 },
      expect.anything(),
    );
    expect(outputs).toEqual({
      ref: REF,
      entityRef: 'resource:default/orders-db',
      host: 'primary.example',
      port: 5433,
      database: 'orders',
      user: 'orders',
      secretRef: 'orders-db',
      usable: true,
      safe: false,
      url: '/catalog/default/component/orders/postgresql?database=server%3Amain%2Forders',
    });
    expect(
      lines
        .join('\n')
        .split('\n')
        .filter(line => line === 'Done: Role orders'),
    ).toHaveLength(1);
  });

  it('waits until the location of the credentials is known', async () => {
    const postgres = mockPostgres();
    const storing = view({
      credentials: undefined,
      steps: [{ ...step('running'), id: 'credentials' }],
    });
    postgres.createDatabase.mockResolvedValue(storing);
    postgres.getDatabase
      .mockResolvedValueOnce(storing)
      .mockResolvedValueOnce(
        view({ steps: [{ ...step('done'), id: 'credentials' }] }),
      );
    const { ctx, outputs } = mockContext(input);
    await createCreateAction(postgres).handler(ctx);
    expect(outputs).toMatchObject({ usable: true, secretRef: 'orders-db' });
  });

  it('does not wait for credentials if none are stored', async () => {
    const postgres = mockPostgres();
    postgres.createDatabase.mockResolvedValue(view());
    postgres.getDatabase.mockResolvedValue(view({ credentials: undefined }));
    const { ctx, outputs } = mockContext(input);
    await createCreateAction(postgres).handler(ctx);
    expect(outputs.usable).toBe(true);
    expect(outputs).not.toHaveProperty('secretRef');
  });

  it('outputs the response of the create if nothing was read since, and no unknown values', async () => {
    const postgres = mockPostgres();
    postgres.createDatabase.mockResolvedValue(
      view({ usable: claimed(undefined), safe: claimed(undefined) }),
    );
    postgres.getDatabase.mockRejectedValue(noResponse());
    const { ctx, outputs } = mockContext({ ...input, waitSeconds: 0 });
    await createCreateAction(postgres).handler(ctx);
    expect(outputs).toMatchObject({ ref: REF, host: 'primary.example' });
    expect(outputs).not.toHaveProperty('usable');
    expect(outputs).not.toHaveProperty('safe');
  });

  it('does not create again when its checkpoint is stored, and reads the database again', async () => {
    const postgres = mockPostgres();
    postgres.createDatabase.mockResolvedValue(view());
    postgres.getDatabase.mockResolvedValue(view());
    const first = mockContext(input);
    await createCreateAction(postgres).handler(first.ctx);
    expect(Object.entries(first.checkpoints)).toEqual([
      [`create ${REF}`, { ref: REF }],
    ]);

    postgres.createDatabase.mockClear();
    postgres.getDatabase.mockResolvedValue(view({ safe: claimed(true) }));
    const second = mockContext(input, { checkpoints: first.checkpoints });
    await createCreateAction(postgres).handler(second.ctx);
    expect(postgres.createDatabase).not.toHaveBeenCalled();
    expect(second.outputs).toMatchObject({ ref: REF, safe: true });
  });

  it('survives a backend that does not respond for a moment', async () => {
    const postgres = mockPostgres();
    postgres.createDatabase
      .mockRejectedValueOnce(noResponse())
      .mockResolvedValue(view());
    postgres.getDatabase
      .mockRejectedValueOnce(noResponse())
      .mockResolvedValue(view());
    const { ctx, outputs } = mockContext(input);
    await createCreateAction(postgres).handler(ctx);
    expect(outputs.usable).toBe(true);
  });

  it('waits for a component that an earlier step has just registered', async () => {
    const postgres = mockPostgres();
    const unknown = await errorResponse(
      400,
      'InputError',
      'entityRef must name an entity',
      {
        issues: [
          {
            field: 'entityRef',
            rule: 'must name an entity',
            missingEntity: input.entityRef,
          },
        ],
      },
    );
    postgres.createDatabase
      .mockRejectedValueOnce(unknown)
      .mockResolvedValue(view());
    postgres.getDatabase.mockResolvedValue(view());
    const { ctx, outputs, lines } = mockContext(input);
    const warn = jest.spyOn(ctx.logger, 'warn');
    await createCreateAction(postgres).handler(ctx);
    expect(outputs.usable).toBe(true);
    expect(lines.slice(1, 3)).toEqual([
      'Waiting for component:default/orders to appear in the catalog, for at most 60 seconds',
      'component:default/orders is in the catalog',
    ]);
    expect(warn).not.toHaveBeenCalled();
  });

  it('only requests a check from the backend in a dry run', async () => {
    const postgres = mockPostgres();
    postgres.createDatabase.mockResolvedValue(
      view({ usable: claimed(false), steps: [] }),
    );
    const { ctx, outputs, lines, checkpoints } = mockContext(input, {
      isDryRun: true,
    });
    await createCreateAction(postgres).handler(ctx);
    expect(postgres.createDatabase).toHaveBeenCalledTimes(1);
    expect(postgres.createDatabase).toHaveBeenCalledWith(
      expect.objectContaining({ dryRun: true }),
      expect.anything(),
    );
    expect(postgres.getDatabase).not.toHaveBeenCalled();
    expect(checkpoints).toEqual({});
    expect(outputs.usable).toBe(false);
    expect(lines.join()).toContain('Would create the database orders');
  });

  it('rethrows the message of the backend with the type of the error', async () => {
    const postgres = mockPostgres();
    const message =
      'A database orders exists already; owner is group:default/a, requested group:default/b';
    postgres.createDatabase.mockRejectedValue(
      await errorResponse(409, 'ConflictError', message),
    );
    const { ctx } = mockContext(input);
    await expect(
      createCreateAction(postgres).handler(ctx),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message,
    });
  });

  it('reports the field and its rule before it calls the backend', async () => {
    const postgres = mockPostgres();
    const { ctx } = mockContext({
      ...input,
      entityRef: 'orders',
      connectionLimit: 0,
    });
    await expect(
      createCreateAction(postgres).handler(ctx),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /entityRef must be a full entity ref.*connectionLimit/,
      ),
    });
    expect(postgres.createDatabase).not.toHaveBeenCalled();
  });

  it('works for an initiator that is a service', async () => {
    const postgres = mockPostgres();
    postgres.createDatabase.mockResolvedValue(view());
    postgres.getDatabase.mockResolvedValue(view());
    const credentials = mockCredentials.service('plugin:other');
    const { ctx, outputs } = mockContext(input, {
      user: undefined,
      getInitiatorCredentials: async () => credentials,
    });
    await createCreateAction(postgres).handler(ctx);
    expect(postgres.createDatabase).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ credentials }),
    );
    expect(outputs.usable).toBe(true);
  });
});
