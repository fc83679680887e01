import {
  databaseOperations,
  type Database,
  type HandledOperation,
  type OperationDefinition,
  type OperationInput,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderWriteOptions,
} from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { createReady } from './createObserved';
import { eventually, failure, staysUnchanged } from './waitLimits';

const MISSING = 'missing-1';

/** How an operation is reversed, and whether a database shows its effect. */
const reversals: {
  [K in HandledOperation]?: {
    input: OperationInput<K>;
    shows(database: Database): boolean;
  };
} = {
  hibernate: {
    input: { wake: true },
    shows: ({ hibernated }) => hibernated === true,
  },
  fence: {
    input: { lift: true },
    shows: ({ fenced = [] }) => fenced.length > 0,
  },
};

/** Creates the requests for an operation from its input schema: with an instance if it is required, otherwise without fields. */
function requestsOf(operation: HandledOperation) {
  const { handler, input }: OperationDefinition = databaseOperations[operation];
  const isValid = (request: object) =>
    input?.safeParse(request).success === true;
  const requiresInstance = isValid({ instance: MISSING }) && !isValid({});
  if (input && !requiresInstance && !isValid({}))
    throw new Error(
      `${operation} has other required fields: write a suite for it`,
    );
  return {
    requiresInstance,
    invalid: [{ instance: MISSING }, { instances: [MISSING] }].find(isValid),
    call: (
      provider: PostgresProvider,
      ref: string,
      request: object,
      options: ProviderWriteOptions = conformanceActor,
    ): Promise<Database> => {
      const method = provider[handler as keyof PostgresProvider] as (
        ...args: unknown[]
      ) => Promise<Database>;
      return method(ref, ...(input ? [request] : []), options);
    },
  };
}

export const operateSuite = (operation: HandledOperation) =>
  function suite(context: ConformanceContext): void {
    const { requiresInstance, invalid, call } = requestsOf(operation);
    const reversal = reversals[operation];
    const trace = (name: string) => {
      const { trace: read } = context.harness;
      if (read) return read(name);
      throw new Error(`The harness needs trace for ${operation}`);
    };
    const setUp = async () => {
      const created = await createReady(context, operation);
      const { name } = created.request;
      const input = requiresInstance
        ? { instance: await standbyOf(created.provider, created.ref) }
        : {};
      return { ...created, name, input, before: await trace(name) };
    };

    it('reaches the engine, keeps the binding, and causes no attention', async () => {
      const { provider, seen, ref, name, input, before, database } =
        await setUp();
      const reported = seen.history.length;
      const result = await call(provider, ref, input);
      expect(result).toMatchObject({ ref, binding: database.binding });
      expect(await trace(name)).not.toBe(before);
      // The simulated engine does not replace the instance, which needs attention after some time.
      if (requiresInstance) return;
      await eventually(
        'the database is reported',
        () => seen.history.length > reported,
      );
      const reasons = () =>
        [result, ...seen.history.slice(reported)].flatMap(
          ({ status, ...each }) =>
            each.ref === ref && status.state === 'attention'
              ? status.reason.text
              : [],
        );
      expect(reasons()).toEqual([]);
      await staysUnchanged('the reasons for attention', [], reasons);
    });

    if (reversal) {
      it('is shown until it is reversed', async () => {
        const { provider, seen, ref, input } = await setUp();
        const shown = () => reversal.shows(seen.databases.get(ref)!);
        expect(shown()).toBe(false);
        await call(provider, ref, input);
        await eventually('the effect is shown', shown);
        await call(provider, ref, reversal.input!);
        await eventually('the effect is no longer shown', () => !shown());
      });
    }

    if (invalid) {
      it('rejects an instance that does not exist, and writes nothing', async () => {
        const { provider, ref, name, before } = await setUp();
        const error = await failure(call(provider, ref, invalid));
        expect(error.name).toMatch(/^(Input|NotFound|Conflict)Error$/);
        expect(error.message).toMatch(/instance|missing-1/);
        await staysUnchanged('the engine', before, () => trace(name));
      });
    }

    it('does nothing for an aborted call', async () => {
      const { provider, ref, name, input, before } = await setUp();
      const signal = AbortSignal.abort();
      await failure(
        call(provider, ref, input, { ...conformanceActor, signal }),
      );
      await staysUnchanged('the engine', before, () => trace(name));
    });

    it('does not modify a database that pgstage does not manage', async () => {
      const { provider, seen } = await context.observer();
      const name = context.freshName();
      const ref = await context.harness.createForeign(name);
      await eventually('the database is listed', () => seen.databases.has(ref));
      const before = await trace(name);
      const request = requiresInstance ? { instance: MISSING } : {};
      await failure(call(provider, ref, request));
      await staysUnchanged('the engine', before, () => trace(name));
    });
  };

async function standbyOf(
  provider: PostgresProvider,
  ref: string,
): Promise<string> {
  const { instances = [] } = (await provider.health?.(ref)) ?? {};
  const standby = instances.find(({ role }) => role === 'standby');
  if (standby) return standby.name;
  throw new Error(`${ref} has no standby: create one in the harness's run`);
}
