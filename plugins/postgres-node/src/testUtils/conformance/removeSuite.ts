import { hasErrorCode } from '@pgstage/backstage-plugin-postgres-common';
import { conformanceActor, type ConformanceContext } from './context';
import { createObserved } from './createObserved';
import { eventually, failure, success } from './waitLimits';

export function removeSuite(context: ConformanceContext): void {
  it('rejects the removal of a protected database, then removes everything, also if repeated', async () => {
    const { provider, seen, ref, request, database } = await createObserved(
      context,
    );
    if (database.operations.change?.supported) {
      await provider.change!(ref, { protected: true }, conformanceActor);
      const error = await failure(provider.remove!(ref, {}, conformanceActor));
      expect(error.name).toBe('ConflictError');
      expect(error.message).toMatch(/protect/i);
      await provider.change!(ref, { protected: false }, conformanceActor);
    }
    await success(provider.remove!(ref, {}, conformanceActor));
    await success(provider.remove!(ref, {}, conformanceActor));
    await eventually(
      'the engine has removed the database',
      async () => (await context.harness.count(request.name)) === 0,
    );
    await eventually(
      'the database is no longer listed',
      () => !seen.databases.has(ref),
    );
  });

  it('rejects the creation of a database that was planned before it was removed', async () => {
    const { provider, request, ref, database } = await createObserved(context);
    await success(provider.remove!(ref, {}, conformanceActor));
    const isGone = async () =>
      (await context.harness.count(request.name)) === 0;
    await eventually('the engine has removed the database', isGone);
    const { recordVersion } = database;
    const planned = { ...conformanceActor, recordVersion };
    for (const dryRun of [true, false]) {
      const error = await failure(
        provider.create(request, { ...planned, dryRun }),
      );
      expect(hasErrorCode(error, 'RecordChanged')).toBe(true);
    }
    expect(await isGone()).toBe(true);
  });

  it('removes a database once for concurrent requests, also by a replica that has not observed it', async () => {
    const { provider, ref, request } = await createObserved(context);
    const late = await context.observer();
    const results = await Promise.allSettled(
      [provider, late.provider, provider].map(each =>
        each.remove!(ref, {}, conformanceActor),
      ),
    );
    expect(results.map(({ status }) => status)).toContain('fulfilled');
    await success(late.provider.remove!(ref, {}, conformanceActor));
    await eventually(
      'the engine has removed the database',
      async () => (await context.harness.count(request.name)) === 0,
    );
  });

  it('does not remove a database that pgstage does not manage', async () => {
    const { provider } = await createObserved(context);
    const name = context.freshName();
    const ref = await context.harness.createForeign(name);
    await failure(provider.remove!(ref, { force: true }, conformanceActor));
    expect(await context.harness.count(name)).toBe(1);
  });
}
