import { startTestPostgres } from '@pgstage/example-postgres';
import {
  callTasks,
  finished,
  spawnScaffolder,
} from './__testUtils__/scaffolderProcess';

it('logs a rejected request as one sentence in a real task, and a bug with its stack', async () => {
  const server = await startTestPostgres({ standby: false, archive: false });
  const scaffolder = await spawnScaffolder(
    { ...server.primary, ...server.roles.backstage },
    { createDatabase: 'rejects, then fails' },
  );
  const port = Number(await scaffolder.lineAfter('port '));
  /** Returns the log of the failed step of a new task. */
  const failure = async () => {
    const { id } = await callTasks(port, '', {
      templateRef: 'template:default/database',
      values: {},
    });
    expect(await finished(port, id)).toBe('failed');
    const events = await callTasks(port, `/${id}/events`);
    return events.find(
      (event: any) => event.body.status === 'failed' && event.body.stepId,
    ).body.message;
  };
  try {
    expect(await failure()).toBe('name must not begin with pg_');
    expect(await failure()).toMatch(/^RangeError: a bug\n +at /);
  } finally {
    await scaffolder.kill();
    await server.remove();
  }
});
