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

const NOBODY = 'nobody-1';

/** What takes an operation back, and how a database shows that it is done. */
const takenBack: {
  [K in HandledOperation]?: {
    by: OperationInput<K>;
    shows(database: Database): boolean;
  };
} = {
  hibernate: {
    by: { wake: true },
    shows: ({ hibernated }) => hibernated === true,
  },
  fence: {
    by: { lift: true },
    shows: ({ fenced = [] }) => fenced.length > 0,
  },
};

/** Asks for an operation of the table by what its input holds: instances, or nothing that must be given. */
function requestsOf(operation: HandledOperation) {
  const { handler, input }: OperationDefinition = databaseOperations[operation];
  const takes = (request: object) => input?.safeParse(request).success === true;
  const requiresInstance = takes({ instance: NOBODY }) && !takes({});
  if (input && !requiresInstance && !takes({}))
    throw new Error(`${operation} must be given more: write a suite for it`);
  return {
    requiresInstance,
    bad: [{ instance: NOBODY }, { instances: [NOBODY] }].find(takes),
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
    const { requiresInstance, bad, call } = requestsOf(operation);
    const undo = takenBack[operation];
    const trace = (name: string) => {
      const { trace: read } = context.harness;
      if (read) return read(name);
      throw new Error(`The harness needs trace for ${operation}`);
    };
    const staged = async () => {
      const all = await createReady(context, operation);
      const { name } = all.request;
      const input = requiresInstance
        ? { instance: await standbyOf(all.provider, all.ref) }
        : {};
      return { ...all, name, input, before: await trace(name) };
    };

    it('tells the upstream, keeps what it is, and raises no alarm', async () => {
      const { provider, seen, ref, name, input, before, database } =
        await staged();
      const told = seen.history.length;
      const answer = await call(provider, ref, input);
      expect(answer).toMatchObject({ ref, binding: database.binding });
      expect(await trace(name)).not.toBe(before);
      // That nobody makes a new instance is an alarm, after a while.
      if (requiresInstance) return;
      await eventually('it is told', () => seen.history.length > told);
      const alarms = () =>
        [answer, ...seen.history.slice(told)].flatMap(({ status, ...each }) =>
          each.ref === ref && status.state === 'attention' ? status.reason : [],
        );
      expect(alarms()).toEqual([]);
      await staysUnchanged('what is an alarm', [], alarms);
    });

    if (undo) {
      it('is shown until it is taken back', async () => {
        const { provider, seen, ref, input } = await staged();
        const shown = () => undo.shows(seen.databases.get(ref)!);
        expect(shown()).toBe(false);
        await call(provider, ref, input);
        await eventually('it is shown', shown);
        await call(provider, ref, undo.by!);
        await eventually('it is taken back', () => !shown());
      });
    }

    if (bad) {
      it('refuses an instance that there is not, by name, and writes nothing', async () => {
        const { provider, ref, name, before } = await staged();
        const error = await failure(call(provider, ref, bad));
        expect(error.name).toMatch(/^(Input|NotFound|Conflict)Error$/);
        expect(error.message).toMatch(/instance|nobody-1/);
        await staysUnchanged('the upstream', before, () => trace(name));
      });
    }

    it('does nothing for a caller who has gone', async () => {
      const { provider, ref, name, input, before } = await staged();
      const signal = AbortSignal.abort();
      await failure(
        call(provider, ref, input, { ...conformanceActor, signal }),
      );
      await staysUnchanged('the upstream', before, () => trace(name));
    });

    it('leaves alone what is not ours', async () => {
      const { provider, seen } = await context.observer();
      const name = context.freshName();
      const ref = await context.harness.createForeign(name);
      await eventually('it is listed', () => seen.databases.has(ref));
      const before = await trace(name);
      const request = requiresInstance ? { instance: NOBODY } : {};
      await failure(call(provider, ref, request));
      await staysUnchanged('the upstream', before, () => trace(name));
    });
  };

async function standbyOf(
  provider: PostgresProvider,
  ref: string,
): Promise<string> {
  const { instances = [] } = (await provider.health?.(ref)) ?? {};
  const standby = instances.find(({ role }) => role === 'standby');
  if (standby) return standby.name;
  throw new Error(`${ref} has no standby: the harness makes one in run`);
}
