import type { PostgresProvider } from '../../contract/PostgresProvider';
import { backedUp } from './backupSuite';
import { conformanceActor, type ConformanceContext } from './context';
import { failure, staysUnchanged } from './waitLimits';

const backupsOf = async (provider: PostgresProvider, ref: string) => {
  const { backups } = await provider.listBackups!(ref);
  return backups.map(({ id, deletable }) => ({ id, deletable }));
};

export function deleteBackupSuite(context: ConformanceContext): void {
  it('deletes one backup, and keeps the binding and the other backups', async () => {
    const { provider, ref, database, finished } = await backedUp(context);
    expect(finished.deletable).toBe(true);
    const before = await backupsOf(provider, ref);
    const deleted = await provider.deleteBackup!(
      ref,
      { backup: finished.id },
      conformanceActor,
    );
    expect(deleted).toMatchObject({ ref, binding: database.binding });
    expect(await backupsOf(provider, ref)).toEqual(
      before.filter(({ id }) => id !== finished.id),
    );
    const error = await failure(
      provider.deleteBackup!(ref, { backup: finished.id }, conformanceActor),
    );
    expect(error.name).toBe('NotFoundError');
    expect(error.message).toContain(finished.id);
  });

  it('deletes no backup of another database, and none for an aborted call', async () => {
    const { provider, ref, finished } = await backedUp(context);
    const other = await backedUp(context);
    const before = await backupsOf(provider, ref);
    const request = { backup: finished.id };
    const error = await failure(
      provider.deleteBackup!(other.ref, request, conformanceActor),
    );
    expect(error.name).toBe('NotFoundError');
    await failure(
      provider.deleteBackup!(ref, request, {
        ...conformanceActor,
        signal: AbortSignal.abort(),
      }),
    );
    await staysUnchanged('the backups', before, () => backupsOf(provider, ref));
  });
}
