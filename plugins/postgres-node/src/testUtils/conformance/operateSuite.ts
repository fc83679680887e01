import {
  databaseOperations,
  type Database,
  type OperationInput,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderOperations,
  ProviderWriteOptions,
} from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { ready } from './made';
import { eventually, failure } from './recorder';

/** Operations that a method of the provider does alone, on what runs. */
type Operated =
  | 'restart'
  | 'switchover'
  | 'hibernate'
  | 'fence'
  | 'remove-member';

const NOBODY = 'nobody-1';

/** What is asked for, what takes it back, and what must be refused. */
const requests: {
  [K in Operated]: {
    good(standby: string): OperationInput<K>;
    undo?: OperationInput<K>;
    bad?: OperationInput<K>;
  };
} = {
  restart: { good: () => ({}), bad: { member: NOBODY } },
  switchover: { good: () => ({}), bad: { member: NOBODY } },
  hibernate: { good: () => ({}), undo: { wake: true } },
  fence: {
    good: () => ({}),
    undo: { lift: true },
    bad: { members: [NOBODY] },
  },
  'remove-member': {
    good: member => ({ member }),
    bad: { member: NOBODY },
  },
};

export const operateSuite = (operation: Operated) =>
  function suite(context: ConformanceContext): void {
    const { good, undo, bad } = requests[operation];
    const call = (
      provider: PostgresProvider,
      ref: string,
      input: unknown,
      options: ProviderWriteOptions = conformanceActor,
    ): Promise<Database> => {
      const method =
        provider[
          databaseOperations[operation].handler as keyof ProviderOperations
        ];
      return method!.call(provider, ref, input as never, options);
    };
    const trace = (name: string) => {
      const { trace: read } = context.harness;
      if (read) return read(name);
      throw new Error(`The harness needs trace for ${operation}`);
    };
    const staged = async () => {
      const all = await ready(context, operation);
      const { name } = all.request;
      const standby =
        operation === 'remove-member'
          ? await standbyOf(all.provider, all.ref)
          : '';
      return { ...all, name, input: good(standby), before: await trace(name) };
    };

    it('tells the upstream, keeps what it is, and is taken back', async () => {
      const { provider, seen, ref, name, input, before, database } =
        await staged();
      const answer = await call(provider, ref, input);
      expect(answer).toMatchObject({ ref, binding: database.binding });
      const during = await trace(name);
      expect(during).not.toBe(before);
      // What is done on purpose is no alarm; that nobody makes a new instance is, after a while.
      if (operation !== 'remove-member')
        expect(seen.databases.get(ref)?.status.state).not.toBe('attention');
      if (!undo) return;
      await call(provider, ref, undo);
      await eventually(
        'it is taken back',
        async () => (await trace(name)) !== during,
      );
    });

    if (bad) {
      it('refuses a member that there is not, by name, and writes nothing', async () => {
        const { provider, ref, name, before } = await staged();
        const error = await failure(call(provider, ref, bad));
        expect(error.name).toMatch(/^(Input|NotFound|Conflict)Error$/);
        expect(error.message).toMatch(/member|instance|nobody-1/);
        expect(await trace(name)).toBe(before);
      });
    }

    it('does nothing for a caller who has gone', async () => {
      const { provider, ref, name, input, before } = await staged();
      const signal = AbortSignal.abort();
      await failure(
        call(provider, ref, input, { ...conformanceActor, signal }),
      );
      expect(await trace(name)).toBe(before);
    });

    it('leaves alone what is not ours', async () => {
      const { provider, seen } = await context.observer();
      const name = context.freshName();
      const ref = await context.harness.createForeign(name);
      await eventually('it is listed', () => seen.databases.has(ref));
      const before = await trace(name);
      await failure(call(provider, ref, good(NOBODY)));
      expect(await trace(name)).toBe(before);
    });
  };

async function standbyOf(
  provider: PostgresProvider,
  ref: string,
): Promise<string> {
  const { members = [] } = (await provider.health?.(ref)) ?? {};
  const standby = members.find(({ role }) => role === 'standby');
  if (standby) return standby.name;
  throw new Error(`${ref} has no standby: the harness makes one in run`);
}
