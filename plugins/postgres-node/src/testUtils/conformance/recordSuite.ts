import {
  databaseOperations,
  hasErrorCode,
  type Database,
  type DatabaseOperation,
  type OperationDefinition,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderWriteOptions,
} from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { eventually, failure } from './waitLimits';

export function recordSuite(context: ConformanceContext): void {
  async function made() {
    const { provider } = await context.observer();
    const request = context.harness.request(context.freshName());
    const database = await provider.create(request, conformanceActor);
    expect(database.recordVersion).toEqual(expect.any(String));
    const used = (entityRef: string) => ({
      ...request.binding,
      entityRefs: [...request.binding.entityRefs, entityRef],
    });
    const old = { ...conformanceActor, recordVersion: database.recordVersion };
    return { provider, request, database, used, old };
  }

  const usersNow = async ({ ref }: Database) => {
    const { seen } = await context.observer();
    await eventually('it is listed', () => seen.databases.has(ref));
    return [...(seen.databases.get(ref)?.binding?.entityRefs ?? [])].sort();
  };

  describe('record version', () => {
    it('refuses every write that was judged on another record, and writes nothing', async () => {
      const { provider, request, database, used, old } = await made();
      const other = await context.provider();
      const binding = used('component:default/second');
      const rebound = await other.bind(database.ref, binding, conformanceActor);
      expect(rebound.recordVersion).not.toBe(database.recordVersion);
      const before = await context.harness.fingerprint(request.name);
      const passwords = await context.harness.passwords();

      const standby = await someStandby(provider, database.ref);
      const outcomes: Record<string, unknown> = {};
      for (const [operation, write] of Object.entries(
        writesTo(provider, database, context, standby),
      ) as Array<[DatabaseOperation, Write]>) {
        const support = database.operations[operation];
        const hasTarget = operation !== 'destroy-instance' || standby;
        if (support?.supported === false) expect(support.reason).toBeTruthy();
        else if (support && hasTarget)
          outcomes[operation] = await outcomeOf(write(old));
      }
      const refused = Object.keys(outcomes).map(key => [key, 'refused']);
      expect(outcomes).toEqual(Object.fromEntries(refused));
      expect(outcomes).toHaveProperty('bind');

      expect((await failure(provider.create(request, old))).name).toBe(
        'ConflictError',
      );
      expect(await context.harness.fingerprint(request.name)).toBe(before);
      expect(await context.harness.passwords()).toEqual(passwords);
      expect(await usersNow(database)).toEqual([...binding.entityRefs].sort());
    });

    it('loses no binding of two that replicas make at once', async () => {
      const { provider, database, used, old } = await made();
      const other = await context.provider();
      const bindings = [
        used('component:default/a'),
        used('component:default/b'),
      ];
      const outcomes = await Promise.all(
        [provider, other].map((each, index) =>
          outcomeOf(each.bind(database.ref, bindings[index], old)),
        ),
      );
      expect([...outcomes].sort()).toEqual(['done', 'refused']);
      const { entityRefs } = bindings[outcomes.indexOf('done')];
      expect(await usersNow(database)).toEqual([...entityRefs].sort());
    });
  });
}

type Write = (options: ProviderWriteOptions) => Promise<unknown>;

async function outcomeOf(write: Promise<unknown>): Promise<unknown> {
  return write.then(
    () => 'done',
    error => (hasErrorCode(error, 'RecordChanged') ? 'refused' : error),
  );
}

/** Where nothing runs, as on a bare API server, there is no instance to remove, and that may be said first. */
async function someStandby(
  provider: PostgresProvider,
  ref: string,
): Promise<string | undefined> {
  const health = await provider.health?.(ref).catch(() => undefined);
  return health?.instances.find(({ role }) => role === 'standby')?.name;
}

/** Every write to a database that exists. */
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
    'destroy-instance': options =>
      provider.destroyInstance!(ref, { instance: standby }, options),
    'reveal-credentials': options => provider.revealCredentials!(ref, options),
    remove: options => provider.remove!(ref, { force: true }, options),
  };
}

/** Operations that a method of the provider does, each asked for without a choice. */
function handledWrites(
  provider: PostgresProvider,
  ref: string,
): Partial<Record<DatabaseOperation, Write>> {
  const methods = provider as unknown as Record<
    string,
    (...args: unknown[]) => Promise<unknown>
  >;
  return Object.fromEntries(
    Object.entries<OperationDefinition>(databaseOperations).flatMap(
      ([id, { handler, input }]) =>
        handler
          ? [
              [
                id,
                (options: ProviderWriteOptions) =>
                  methods[handler](ref, ...(input ? [{}] : []), options),
              ],
            ]
          : [],
    ),
  );
}
