import {
  DifferencesError,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProvisionDatabase,
} from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { eventually, failure, success } from './waitLimits';

export function createSuite(context: ConformanceContext): void {
  const create = (provider: PostgresProvider, request: ProvisionDatabase) =>
    provider.create(request, conformanceActor);
  const login = async (database: Database) =>
    success(Promise.resolve(context.harness.login?.(database)));

  describe('create', () => {
    it('writes nothing in a dry run', async () => {
      const name = context.freshName();
      const provider = await context.provider();
      const planned = await provider.create(context.harness.request(name), {
        ...conformanceActor,
        dryRun: true,
      });
      // Nothing was seen of what does not exist.
      expect(planned).toMatchObject({
        name,
        usable: { value: null },
        safe: { value: null },
      });
      expect(await context.harness.count(name)).toBe(0);
    });

    it('makes what was asked for, bound and with credentials that work', async () => {
      const { provider, seen } = await context.observer();
      const request = context.harness.request(context.freshName());
      const database = await create(provider, request);
      expect(database).toMatchObject({
        provider: provider.id,
        location: request.location,
        name: request.name,
        binding: request.binding,
        created: { by: conformanceActor.actor },
      });
      if (!context.harness.login) return;
      await eventually(
        'it is usable',
        () => seen.databases.get(database.ref)?.usable.value === true,
      );
      expect(
        seen.databases.get(database.ref)?.credentials?.secretRef,
      ).toBeTruthy();
      await login(database);
    });

    it('gives the same database when repeated, and leaves its password alone', async () => {
      const provider = await context.provider();
      const request = context.harness.request(context.freshName());
      const first = await create(provider, request);
      const passwords = await context.harness.passwords();
      const second = await create(await context.provider(), request);
      expect(second.ref).toBe(first.ref);
      expect(second.binding).toEqual(first.binding);
      expect(await context.harness.passwords()).toEqual(passwords);
      expect(await context.harness.count(request.name)).toBe(1);
    });

    it('refuses another spec or owner under the same name and lists the differences', async () => {
      const provider = await context.provider();
      const { differs, request: requestFor } = context.harness;
      const request = requestFor(context.freshName());
      await create(provider, request);

      const spec = await failure(create(provider, differs.apply(request)));
      expect(spec).toBeInstanceOf(DifferencesError);
      expect((spec as DifferencesError).differences.map(d => d.field)).toEqual([
        differs.field,
      ]);

      const owner = await failure(
        create(provider, {
          ...request,
          binding: { ...request.binding, owner: 'group:default/somebody-else' },
        }),
      );
      expect(owner).toBeInstanceOf(DifferencesError);
      expect(
        (owner as DifferencesError).differences.map(d => d.field),
      ).toContain('owner');
    });

    it('refuses to take over what is not ours', async () => {
      const provider = await context.provider();
      const name = context.freshName();
      await context.harness.createForeign(name);
      const before = await context.harness.fingerprint(name);
      const error = await failure(
        create(provider, context.harness.request(name)),
      );
      expect(error.name).toBe('ConflictError');
      expect(error.message).toContain(name);
      expect(await context.harness.fingerprint(name)).toBe(before);
    });

    it('ends in one database when several create it at once', async () => {
      const providers = [await context.provider(), await context.provider()];
      const request = context.harness.request(context.freshName());
      const results = await success(
        Promise.all(
          [0, 1, 0, 1].map(index => create(providers[index], request)),
        ),
      );
      expect(new Set(results.map(database => database.ref)).size).toBe(1);
      expect(await context.harness.count(request.name)).toBe(1);
      await login(results[0]);
    });

    it('stops at once when the caller has gone', async () => {
      const provider = await context.provider();
      const name = context.freshName();
      await failure(
        provider.create(context.harness.request(name), {
          ...conformanceActor,
          signal: AbortSignal.abort(),
        }),
      );
      expect(await context.harness.count(name)).toBe(0);
    });
  });
}
