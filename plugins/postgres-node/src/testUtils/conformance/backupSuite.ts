import type { PostgresProvider } from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { createReady } from './createObserved';
import { eventually, failure, staysUnchanged } from './waitLimits';

/** A database with a backup that has finished. */
export async function backedUp(context: ConformanceContext) {
  const all = await createReady(context, 'backup');
  const { provider, ref, request } = all;
  const started = await provider.createBackup!(ref, {}, conformanceActor);
  await context.harness.finishBackup?.(request.name, started.id);
  const listed = async () =>
    (await provider.listBackups!(ref)).backups.find(
      ({ id }) => id === started.id,
    );
  await eventually('the backup has finished', async () => {
    const { status, error } = (await listed()) ?? {};
    expect(error).toBeUndefined();
    return status === 'finished';
  });
  return { ...all, started, finished: (await listed())! };
}

/** Which backups there are; what is known of one may change by itself. */
async function idsOf(provider: PostgresProvider, ref: string) {
  const { backups } = await provider.listBackups!(ref);
  return backups.map(({ id }) => id);
}

export function backupSuite(context: ConformanceContext): void {
  it('starts one by the default method, and lists it until it has finished', async () => {
    const { provider, ref, started, finished } = await backedUp(context);
    expect(started.status).not.toBe('failed');
    expect(finished).toMatchObject({
      id: started.id,
      method: started.method,
      finishedAt: expect.any(String),
    });
    const { methods, backups } = await provider.listBackups!(ref);
    const supported = methods.filter(method => method.supported);
    expect(supported.map(({ id }) => id)).toContain(started.method);
    expect(new Set(backups.map(({ id }) => id)).size).toBe(backups.length);
    if (finished.restoreObstacle) return;
    const { seen } = await context.observer();
    await eventually(
      'a replica that starts now knows of it',
      () => seen.databases.get(ref)?.summary.lastGoodBackupAt !== undefined,
    );
  });

  it('refuses a method that there is not, by name, and starts none', async () => {
    const { provider, ref } = await createReady(context, 'backup');
    const before = await idsOf(provider, ref);
    const error = await failure(
      provider.createBackup!(ref, { method: 'nonsense' }, conformanceActor),
    );
    expect(error.name).toBe('InputError');
    expect(error.message).toContain('method');
    await staysUnchanged('the backups', before, () => idsOf(provider, ref));
  });

  it('starts none for a caller who has gone', async () => {
    const { provider, ref } = await createReady(context, 'backup');
    const before = await idsOf(provider, ref);
    await failure(
      provider.createBackup!(
        ref,
        {},
        {
          ...conformanceActor,
          signal: AbortSignal.abort(),
        },
      ),
    );
    await staysUnchanged('the backups', before, () => idsOf(provider, ref));
  });

  it('takes none of what is not ours', async () => {
    const { provider, seen } = await context.observer();
    const ref = await context.harness.createForeign(context.freshName());
    await eventually('it is listed', () => seen.databases.has(ref));
    const error = await failure(
      provider.createBackup!(ref, {}, conformanceActor),
    );
    expect(error.name).toMatch(/^(Conflict|NotImplemented)Error$/);
  });

  it('tells no secret', async () => {
    const { provider, ref } = await createReady(context, 'backup');
    const told = JSON.stringify(await provider.listBackups!(ref));
    for (const password of await context.harness.passwords())
      expect(told).not.toContain(password);
  });
}
