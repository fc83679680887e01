import { backupId, readBackupDirectory } from './backupDirectory';

const START = new Date('2026-11-21T12:00:00.123Z');
const id = backupId(START);
const command = (folder: string) =>
  `BASE_BACKUP (TARGET 'server', TARGET_DETAIL '${folder}', LABEL 'pgstage')`;
const listed = (...commands: string[]) =>
  readBackupDirectory(
    async () => [],
    '/backups',
    commands.map((each, pid) => ({ pid, command: each })),
  );

it('lists a backup that has started but has no files yet', async () => {
  expect(await listed(command(`/backups/${id}`))).toEqual([
    {
      id,
      method: 'base',
      scope: 'server',
      status: 'running',
      startedAt: START.toISOString(),
      location: `/backups/${id}`,
    },
  ]);
});

it.each([
  ['another folder', command(`/other/${id}`)],
  ['a folder with another name', command('/backups/nightly')],
  ['a client', "BASE_BACKUP (LABEL 'pg_basebackup base backup')"],
])('does not list one that is written to %s', async (_, text) => {
  expect(await listed(text)).toEqual([]);
});
