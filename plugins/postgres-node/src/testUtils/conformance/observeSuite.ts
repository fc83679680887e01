import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';
import { conformanceActor, type ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { eventually, failure } from './waitLimits';

export function observeSuite(context: ConformanceContext): void {
  describe('observe', () => {
    it('describes itself', async () => {
      const provider = await context.provider();
      const description = await provider.describe();
      const request = context.harness.request(context.freshName());
      expect(description.id).toBe(provider.id);
      expect(description.locations.map(location => location.id)).toContain(
        request.location,
      );
      expect(request.name).toMatch(new RegExp(description.name.pattern));
      expect(request.name.length).toBeLessThanOrEqual(
        description.name.maxLength,
      );
    });

    it('observes a database that another replica created, also after a restart', async () => {
      const { seen: before } = await context.observer();
      const creator = await context.provider();
      const { ref } = await creator.create(
        context.harness.request(context.freshName()),
        conformanceActor,
      );
      const { seen: after } = await context.observer();
      await eventually(
        'a running replica observes the database',
        () => before.databases.get(ref)?.binding !== undefined,
      );
      await eventually(
        'a new replica observes the database',
        () => after.databases.get(ref)?.binding !== undefined,
      );
    });

    it('reads one database again on request', async () => {
      const { provider: here, seen } = await context.observer();
      const there = await context.provider();
      const request = context.harness.request(context.freshName());
      const database = await there.create(request, conformanceActor);
      const { ref } = database;
      // Without `refresh`, the provider observes changes immediately.
      await here.refresh?.(ref);
      await eventually('the database is observed', () =>
        seen.databases.has(ref),
      );
      if (!database.operations.remove?.supported) return;
      await there.remove!(ref, {}, conformanceActor);
      await here.refresh?.(ref);
      await eventually(
        'the removal is observed',
        () => !seen.databases.has(ref),
      );
    });

    it('returns how to connect, without a password', async () => {
      const { provider, database } = await createObserved(context);
      const connection = await provider.connection(database.ref);
      expect(connection.database).toBe(database.database);
      expect(
        connection.endpoints.some(
          endpoint => endpoint.purpose === 'read-write',
        ),
      ).toBe(true);
      for (const password of await context.harness.passwords()) {
        expect(JSON.stringify(connection)).not.toContain(password);
      }
    });

    it('reports an unreachable engine, and recovers without intervention', async () => {
      const { provider, seen, request, ref } = await createObserved(context);
      await eventually('the database is listed', () => seen.databases.has(ref));

      const restore = await context.harness.cut();
      try {
        await eventually('the location is unreachable', () =>
          seen.problems.has(request.location),
        );
        expect(seen.databases.has(ref)).toBe(true);
        const error = await failure(
          provider.create(
            context.harness.request(context.freshName()),
            conformanceActor,
          ),
        );
        expect(error).toBeInstanceOf(UpstreamError);

        const late = await context.observer();
        await eventually(
          'a new replica reports the location as unreachable',
          () => late.seen.problems.has(request.location),
        );
      } finally {
        await restore();
      }
      await eventually(
        'the location is reachable again',
        () => !seen.problems.has(request.location),
      );
      expect(seen.databases.has(ref)).toBe(true);

      for (const password of await context.harness.passwords()) {
        expect(seen.reports.join()).not.toContain(password);
      }
    });

    it('rejects a ref that does not exist as not found', async () => {
      const { provider } = await context.observer();
      const { ref } = await provider.create(
        context.harness.request(context.freshName()),
        {
          ...conformanceActor,
          dryRun: true,
        },
      );
      expect((await failure(provider.connection(ref))).name).toBe(
        'NotFoundError',
      );
    });
  });
}
