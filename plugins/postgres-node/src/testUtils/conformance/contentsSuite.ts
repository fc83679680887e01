import {
  DifferencesError,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import { conformanceActor, type ConformanceContext } from './context';
import type { ContentsField } from './contentsSupport';
import { createObserved, createReady } from './createObserved';
import { eventually, failure } from './waitLimits';

const reserved = { roles: 'pg_monitor', databases: 'template1' };

/** Further roles or databases, for a provider that offers them at the location of the harness. */
export const contentsSuite = (field: ContentsField) =>
  function suite(context: ConformanceContext): void {
    const upstream = async (name: string) => {
      const { contents } = context.harness;
      if (!contents) throw new Error(`The harness needs contents for ${field}`);
      return (await contents(name))[field].sort();
    };
    const named = (...names: string[]) => ({
      [field]: names.map(name => ({ name })),
    });

    it('creates them with the database, shown by every replica', async () => {
      const { provider, request, ref, database } = await createObserved(
        context,
        named('further'),
      );
      expect(database.spec).toMatchObject(named('further'));
      const { seen } = await context.observer();
      await eventually('a new replica lists it', () => seen.databases.has(ref));
      expect(seen.databases.get(ref)?.spec).toMatchObject(named('further'));
      await context.harness.run?.(request.name);
      await eventually('the upstream creates them', async () => {
        await provider.reconcile?.({});
        return (await upstream(request.name)).join() === 'further';
      });
    });

    it('compares them when the create is repeated', async () => {
      const { provider, request, ref } = await createObserved(
        context,
        named('further'),
      );
      expect((await provider.create(request, conformanceActor)).ref).toBe(ref);
      for (const other of [named('other'), { [field]: undefined }]) {
        const error = await failure(
          provider.create({ ...request, ...other }, conformanceActor),
        );
        expect(error).toBeInstanceOf(DifferencesError);
        expect(
          (error as DifferencesError).differences.map(each => each.field),
        ).toEqual([field]);
      }
    });

    it('adds and drops them by a change', async () => {
      const { provider, request, ref } = await createReady(context, 'change');
      for (const names of [['first', 'second'], ['second'], []]) {
        const { spec } = await provider.change!(
          ref,
          named(...names),
          conformanceActor,
        );
        expect((spec[field] ?? []).map(({ name }) => name)).toEqual(names);
        await eventually(`the upstream holds '${names}'`, async () => {
          await provider.reconcile?.({});
          return (await upstream(request.name)).join() === names.join();
        });
      }
    });

    it.each([
      'x"; DROP DATABASE postgres; --',
      'x'.repeat(64),
      reserved[field],
    ])('refuses the name %j, by field, also in a dry run', async name => {
      const provider = await context.provider();
      const request = {
        ...context.harness.request(context.freshName()),
        ...named('further', name),
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
    });
  };
