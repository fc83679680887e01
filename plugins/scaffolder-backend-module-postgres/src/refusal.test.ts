import { startTestPostgres } from '@pgstage/example-postgres';
import {
  callTasks,
  finished,
  spawnScaffolder,
} from './__testUtils__/scaffolderProcess';

it('a refusal is one sentence in the log of a real task, and a bug has its stack', async () => {
  const server = await startTestPostgres({ standby: false, archive: false });
  const scaffolder = await spawnScaffolder(
    { ...server.primary, ...server.roles.backstage },
    { createDatabase: 'refuses, then breaks' },
  );
  const port = Number(await scaffolder.said('port '));
  /** What the log of a new task says of its failed step. */
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
