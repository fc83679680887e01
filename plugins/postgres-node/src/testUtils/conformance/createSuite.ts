import { DifferencesError } from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProvisionDatabase,
} from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { logIn } from './logIn';
import { eventually, failure, success } from './waitLimits';

export function createSuite(context: ConformanceContext): void {
  const create = (provider: PostgresProvider, request: ProvisionDatabase) =>
    provider.create(request, conformanceActor);

  describe('create', () => {
    it('writes nothing in a dry run', async () => {
      const name = context.freshName();
      const provider = await context.provider();
      const planned = await provider.create(context.harness.request(name), {
        ...conformanceActor,
        dryRun: true,
      });
      // A planned database has not been observed.
      expect(planned).toMatchObject({
        name,
        usable: { value: null },
        safe: { value: null },
      });
      expect(await context.harness.count(name)).toBe(0);
    });

    it('creates the requested database, with its binding and working credentials', async () => {
      const { provider, seen, request, database } = await createObserved(
        context,
      );
      expect(database).toMatchObject({
        provider: provider.id,
        location: request.location,
        name: request.name,
        binding: request.binding,
        created: { by: conformanceActor.actor },
      });
      if (!context.harness.login) return;
      await eventually(
        'the database is usable',
        () => seen.databases.get(database.ref)?.usable.value === true,
      );
      expect(
        seen.databases.get(database.ref)?.credentials?.secretRef,
      ).toBeTruthy();
      await logIn(context, database);
    });

    it('returns the same database if the request is repeated, and does not change its password', async () => {
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

    it('rejects another spec or owner with the same name, and lists the differences', async () => {
      const provider = await context.provider();
      const { differs, request: requestFor } = context.harness;
      const request = requestFor(context.freshName());
      await create(provider, request);

      const spec = await failure(create(provider, differs.apply(request)));
      expect(spec).toBeInstanceOf(DifferencesError);
      expect(
        (spec as DifferencesError).differences.map(({ field }) => field),
      ).toEqual([differs.field]);

      const owner = await failure(
        create(provider, {
          ...request,
          binding: { ...request.binding, owner: 'group:default/somebody-else' },
        }),
      );
      expect(owner).toBeInstanceOf(DifferencesError);
      expect(
        (owner as DifferencesError).differences.map(({ field }) => field),
      ).toContain('owner');
    });

    it('does not take over a database that pgstage does not manage', async () => {
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

    it('creates one database for several concurrent requests', async () => {
      const providers = [await context.provider(), await context.provider()];
      const request = context.harness.request(context.freshName());
      const results = await success(
        Promise.all(
          [0, 1, 0, 1].map(index => create(providers[index], request)),
        ),
      );
      expect(new Set(results.map(database => database.ref)).size).toBe(1);
      expect(await context.harness.count(request.name)).toBe(1);
      await logIn(context, results[0]);
    });

    it('creates nothing for an aborted call', async () => {
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
