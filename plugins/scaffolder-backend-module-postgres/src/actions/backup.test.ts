import type {
  Backup,
  Backups,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  mockContext,
  mockPostgres,
  providerMessage,
  REF,
} from '../__testUtils__/fixtures';
import { createBackupAction } from './backup';

const running: Backup = {
  id: 'b1',
  method: 'base',
  scope: 'server',
  status: 'running',
  startedAt: '2030-01-01T00:00:00Z',
};

const section = (...backups: Backup[]): Section<Backups> => ({
  status: 'ok',
  checkedAt: '2030-01-01T00:00:00Z',
  data: {
    backups,
    archiving: { state: 'unknown', reason: providerMessage('unknown') },
    schedules: [],
    methods: [],
    restore: { supported: false, reason: providerMessage('noTarget') },
  },
});

describe('postgres:database:backup', () => {
  it('waits until its backup has finished, and creates no second one when repeated', async () => {
    const postgres = mockPostgres();
    postgres.createBackup.mockResolvedValue(running);
    postgres.getBackups
      .mockResolvedValueOnce(section(running))
      .mockResolvedValue(section({ ...running, status: 'finished' }));
    const first = mockContext({ ref: REF });
    await createBackupAction(postgres).handler(first.ctx);
    expect(first.outputs).toEqual({ ref: REF, backupId: 'b1', finished: true });

    const second = mockContext(
      { ref: REF },
      { checkpoints: first.checkpoints },
    );
    await createBackupAction(postgres).handler(second.ctx);
    expect(postgres.createBackup).toHaveBeenCalledTimes(1);
    expect(second.outputs).toEqual(first.outputs);
  });

  it('fails with the reason of the backup', async () => {
    const postgres = mockPostgres();
    postgres.createBackup.mockResolvedValue(running);
    postgres.getBackups.mockResolvedValue(
      section({ ...running, status: 'failed', error: 'disk\nfull' }),
    );
    const { ctx } = mockContext({ ref: REF });
    await expect(createBackupAction(postgres).handler(ctx)).rejects.toThrow(
      'Backup b1 of server:main/orders failed: disk full',
    );
  });

  it('does not wait with waitSeconds 0', async () => {
    const postgres = mockPostgres();
    postgres.createBackup.mockResolvedValue(running);
    const { ctx, outputs } = mockContext({ ref: REF, waitSeconds: 0 });
    await createBackupAction(postgres).handler(ctx);
    expect(postgres.getBackups).not.toHaveBeenCalled();
    expect(outputs.finished).toBe(false);
  });
});
