/** Returns the report of a run of the backup script, with these backups of the volume. */
export function verdictWith(ids: string[], more: object = {}): string {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  return JSON.stringify({
    stage: 'done',
    exitCode: 0,
    said: '',
    full: false,
    free: 2 ** 30,
    size: 2 ** 31,
    backups: ids.map(id => [id, time, 3, 1000]),
    ...more,
  });
}
