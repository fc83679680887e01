import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import {
  postgresServiceRef,
  type PostgresService,
} from '@pgstage/backstage-plugin-postgres-node';
import { startTestPostgres } from '@pgstage/example-postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import { startScaffolder } from './__testUtils__/scaffolder';

it('a refusal is one sentence in the log of a real task, and a bug has its stack', async () => {
  const postgres = await startTestPostgres({ standby: false, archive: false });
  const createDatabase = jest
    .fn()
    .mockRejectedValueOnce(invalidField('name', 'must not begin with pg_'))
    .mockRejectedValueOnce(new RangeError('a bug'));
  const backend = await startScaffolder(
    { ...postgres.primary, ...postgres.roles.backstage },
    createServiceFactory({
      service: postgresServiceRef,
      deps: {},
      factory: () => ({ createDatabase } as unknown as PostgresService),
    }),
  );
  const call = async (path: string, body?: object) => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/scaffolder/v2/tasks${path}`,
      {
        method: body ? 'POST' : 'GET',
        body: JSON.stringify(body),
        headers: {
          'Content-Type': 'application/json',
          Authorization: mockCredentials.user.header(),
        },
      },
    );
    return response.json();
  };
  /** What the log of a new task says of its failed step. */
  const failure = async () => {
    const { id } = await call('', {
      templateRef: 'template:default/database',
      values: {},
    });
    for (;;) {
      const events = await call(`/${id}/events`);
      const failed = events.find(
        (event: any) => event.body.status === 'failed' && event.body.stepId,
      );
      if (failed) return failed.body.message;
      await sleep(100);
    }
  };
  try {
    expect(await failure()).toBe('name must not begin with pg_');
    expect(await failure()).toMatch(/^RangeError: a bug\n +at /);
  } finally {
    await backend.stop();
    await postgres.remove();
  }
});
