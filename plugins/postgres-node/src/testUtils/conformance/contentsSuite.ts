import {
  DifferencesError,
  InvalidFieldsError,
  type ContentsField,
} from '@pgstage/backstage-plugin-postgres-common';
import { conformanceActor, type ConformanceContext } from './context';
import { createObserved, createReady } from './createObserved';
import { eventually, failure } from './waitLimits';

const reserved = { roles: 'pg_monitor', databases: 'template1' };

/** Additional roles or databases, for a provider that offers them at the location of the harness. */
export const contentsSuite = (field: ContentsField) =>
  function suite(context: ConformanceContext): void {
    const existing = async (name: string) => {
      const { contents } = context.harness;
      if (!contents) throw new Error(`The harness needs contents for ${field}`);
      return (await contents(name))[field].sort();
    };
    const named = (...names: string[]) => ({
      [field]: names.map(name => ({ name })),
    });

    it('creates them with the database, and every replica reports them', async () => {
      const { provider, request, ref, database } = await createObserved(
        context,
        named('additional'),
      );
      expect(database.spec).toMatchObject(named('additional'));
      const { seen } = await context.observer();
      await eventually('a new replica lists the database', () =>
        seen.databases.has(ref),
      );
      expect(seen.databases.get(ref)?.spec).toMatchObject(named('additional'));
      await context.harness.run?.(request.name);
      await eventually('the engine has created them', async () => {
        await provider.reconcile?.({});
        return (await existing(request.name)).join() === 'additional';
      });
    });

    it('compares them if the create is repeated', async () => {
      const { provider, request, ref } = await createObserved(
        context,
        named('additional'),
      );
      expect((await provider.create(request, conformanceActor)).ref).toBe(ref);
      for (const other of [named('other'), { [field]: undefined }]) {
        const error = await failure(
          provider.create({ ...request, ...other }, conformanceActor),
        );
        expect(error).toBeInstanceOf(DifferencesError);
        expect(
          (error as DifferencesError).differences.map(
            ({ field: name }) => name,
          ),
        ).toEqual([field]);
      }
    });

    it('adds and removes them by a change', async () => {
      const { operations } = await (await context.provider()).describe();
      if (!operations.change?.supported) return;
      const { provider, request, ref } = await createReady(context, 'change');
      for (const names of [['first', 'second'], ['second'], []]) {
        const { spec } = await provider.change!(
          ref,
          named(...names),
          conformanceActor,
        );
        expect((spec[field] ?? []).map(({ name }) => name)).toEqual(names);
        await eventually(`the engine has '${names}'`, async () => {
          await provider.reconcile?.({});
          return (await existing(request.name)).join() === names.join();
        });
      }
    });

    it.each([
      'x"; DROP DATABASE postgres; --',
      'x'.repeat(64),
      reserved[field],
    ])(
      'rejects the name %j, and names the field, also in a dry run',
      async name => {
        const provider = await context.provider();
        const request = {
          ...context.harness.request(context.freshName()),
          ...named('additional', name),
        };
        for (const dryRun of [true, false]) {
          const error = await failure(
            provider.create(request, { ...conformanceActor, dryRun }),
          );
          expect(error).toBeInstanceOf(InvalidFieldsError);
          expect(
            (error as InvalidFieldsError).issues.map(issue => issue.field),
          ).toEqual([`${field}.1.name`]);
        }
        expect(await context.harness.count(request.name)).toBe(0);
      },
    );
  };
