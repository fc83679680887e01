import type { PostgresProvider } from '../../contract/PostgresProvider';
import { conformanceActor, type ConformanceContext } from './context';
import { createReady } from './createObserved';
import { eventually, failure, staysUnchanged } from './waitLimits';

/** Creates a database with a finished backup of the default method, or of one that `restore` accepts. */
export async function backedUp(
  context: ConformanceContext,
  which?: 'restorable',
) {
  const created = await createReady(context, 'backup');
  const { provider, ref, request } = created;
  const { restoreMethods } = await provider.listBackups!(ref);
  const method = which && restoreMethods?.[0];
  const started = await provider.createBackup!(
    ref,
    { ...(method && { method }) },
    conformanceActor,
  );
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
  return { ...created, started, finished: (await listed())! };
}

/** Only the ids, because the other fields of a backup can change. */
async function idsOf(provider: PostgresProvider, ref: string) {
  const { backups } = await provider.listBackups!(ref);
  return backups.map(({ id }) => id);
}

export function backupSuite(context: ConformanceContext): void {
  it('starts a backup with the default method, and lists it until it has finished', async () => {
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
      'a new replica reports the backup',
      () => seen.databases.get(ref)?.summary.lastGoodBackupAt !== undefined,
    );
  });

  it('rejects an unknown method, names the field, and starts no backup', async () => {
    const { provider, ref } = await createReady(context, 'backup');
    const before = await idsOf(provider, ref);
    const error = await failure(
      provider.createBackup!(ref, { method: 'nonsense' }, conformanceActor),
    );
    expect(error.name).toBe('InputError');
    expect(error.message).toContain('method');
    await staysUnchanged('the backups', before, () => idsOf(provider, ref));
  });

  it('starts no backup for an aborted call', async () => {
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

  it('creates no backup of a database that pgstage does not manage', async () => {
    const { provider, seen } = await context.observer();
    const ref = await context.harness.createForeign(context.freshName());
    await eventually('the database is listed', () => seen.databases.has(ref));
    const error = await failure(
      provider.createBackup!(ref, {}, conformanceActor),
    );
    expect(error.name).toMatch(/^(Conflict|NotImplemented)Error$/);
  });

  it('returns no password with the backups', async () => {
    const { provider, ref } = await createReady(context, 'backup');
    const response = JSON.stringify(await provider.listBackups!(ref));
    for (const password of await context.harness.passwords())
      expect(response).not.toContain(password);
  });
}
