import {
  handledOperations,
  hasErrorCode,
  type Database,
  type DatabaseOperation,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderWriteOptions,
} from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { eventually, failure } from './waitLimits';

export function recordSuite(context: ConformanceContext): void {
  async function setUp() {
    const { provider, request, database } = await createObserved(context);
    expect(database.recordVersion).toEqual(expect.any(String));
    const withEntity = (entityRef: string) => ({
      ...request.binding,
      entityRefs: [...request.binding.entityRefs, entityRef],
    });
    const outdated = {
      ...conformanceActor,
      recordVersion: database.recordVersion,
    };
    return { provider, request, database, withEntity, outdated };
  }

  const currentEntities = async ({ ref }: Database) => {
    const { seen } = await context.observer();
    await eventually('the database is listed', () => seen.databases.has(ref));
    return [...(seen.databases.get(ref)?.binding?.entityRefs ?? [])].sort();
  };

  describe('record version', () => {
    it('rejects every write with an outdated record version, and writes nothing', async () => {
      const { provider, request, database, withEntity, outdated } =
        await setUp();
      const other = await context.provider();
      const binding = withEntity('component:default/second');
      const rebound = await other.bind(database.ref, binding, conformanceActor);
      expect(rebound.recordVersion).not.toBe(database.recordVersion);
      const before = await context.harness.fingerprint(request.name);
      const passwords = await context.harness.passwords();

      const standby = await findStandby(provider, database.ref);
      const outcomes: Record<string, unknown> = {};
      for (const [operation, write] of Object.entries(
        writesTo(provider, database, context, standby),
      ) as Array<[DatabaseOperation, Write]>) {
        const support = database.operations[operation];
        const hasTarget =
          !['destroy-instance', 'promote'].includes(operation) || standby;
        if (support?.supported === false)
          expect(support.reason.text).toMatch(/\S/);
        else if (support && hasTarget)
          outcomes[operation] = await outcomeOf(write(outdated));
      }
      const rejected = Object.keys(outcomes).map(key => [key, 'rejected']);
      expect(outcomes).toEqual(Object.fromEntries(rejected));
      expect(outcomes).toHaveProperty('bind');

      expect((await failure(provider.create(request, outdated))).name).toBe(
        'ConflictError',
      );
      expect(await context.harness.fingerprint(request.name)).toBe(before);
      expect(await context.harness.passwords()).toEqual(passwords);
      expect(await currentEntities(database)).toEqual(
        [...binding.entityRefs].sort(),
      );
    });

    it('accepts one of two concurrent bindings', async () => {
      const { provider, database, withEntity, outdated } = await setUp();
      const other = await context.provider();
      const bindings = [
        withEntity('component:default/a'),
        withEntity('component:default/b'),
      ];
      const outcomes = await Promise.all(
        [provider, other].map((each, index) =>
          outcomeOf(each.bind(database.ref, bindings[index], outdated)),
        ),
      );
      expect([...outcomes].sort()).toEqual(['done', 'rejected']);
      const { entityRefs } = bindings[outcomes.indexOf('done')];
      expect(await currentEntities(database)).toEqual([...entityRefs].sort());
    });
  });
}

type Write = (options: ProviderWriteOptions) => Promise<unknown>;

async function outcomeOf(write: Promise<unknown>): Promise<unknown> {
  return write.then(
    () => 'done',
    error => (hasErrorCode(error, 'RecordChanged') ? 'rejected' : error),
  );
}

/** Undefined for an engine without instances, such as an API server without controllers: the provider then rejects the instance first. */
async function findStandby(
  provider: PostgresProvider,
  ref: string,
): Promise<string | undefined> {
  const health = await provider.health?.(ref).catch(() => undefined);
  return health?.instances.find(({ role }) => role === 'standby')?.name;
}

/** All writes to an existing database. */
function writesTo(
  provider: PostgresProvider,
  { ref, binding }: Database,
  context: ConformanceContext,
  standby = '',
): Partial<Record<DatabaseOperation, Write>> {
  const bound = { ...binding!, owner: 'group:default/somebody-else' };
  return {
    ...handledWrites(provider, ref),
    bind: options => provider.bind(ref, bound, options),
    change: options => provider.change!(ref, context.harness.change, options),
    backup: options => provider.createBackup!(ref, {}, options),
    restore: options =>
      provider.restore!(
        ref,
        { name: context.freshName(), binding: bound },
        options,
      ),
    'delete-backup': options =>
      provider.deleteBackup!(ref, { backup: 'none' }, options),
    'destroy-instance': options =>
      provider.destroyInstance!(ref, { instance: standby }, options),
    promote: options => provider.promote!(ref, { instance: standby }, options),
    'reveal-credentials': options => provider.revealCredentials!(ref, options),
    'read-logs': options => provider.readLogs!(ref, {}, options),
    remove: options => provider.remove!(ref, { force: true }, options),
  };
}

/** The handled operations, each without optional fields. */
function handledWrites(
  provider: PostgresProvider,
  ref: string,
): Partial<Record<DatabaseOperation, Write>> {
  const methods = provider as unknown as Record<
    string,
    (...args: unknown[]) => Promise<unknown>
  >;
  return Object.fromEntries(
    handledOperations.map(({ id, handler, input }) => [
      id,
      (options: ProviderWriteOptions) =>
        methods[handler](ref, ...(input ? [{}] : []), options),
    ]),
  );
}
