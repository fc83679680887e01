import { startTestPostgres } from '@pgstage/example-postgres';
import {
  callTasks,
  finished,
  spawnScaffolder,
} from './__testUtils__/scaffolderProcess';

describe('a task whose backend is killed', () => {
  let server: Awaited<ReturnType<typeof startTestPostgres>>;
  beforeAll(async () => {
    server = await startTestPostgres({ standby: false, archive: false });
  });
  afterAll(() => server?.remove());

  it.each([
    ['createDatabase', 1],
    ['getDatabase', 0],
  ] as const)(
    'in %s ends in success after a restart',
    async (stuckIn, createdAgain) => {
      const connection = { ...server.primary, ...server.roles.backstage };
      const first = await spawnScaffolder(connection, {
        [stuckIn]: 'hangs',
      });
      const { id } = await callTasks(
        Number(await first.lineAfter('port ')),
        '',
        {
          templateRef: 'template:default/database',
          values: {},
        },
      );
      await first.lineAfter(`called ${stuckIn}`);
      await first.kill();

      const second = await spawnScaffolder(connection);
      try {
        const port = Number(await second.lineAfter('port '));
        expect(await finished(port, id)).toBe('completed');
        expect(
          second.lines.filter(line => line === 'called createDatabase'),
        ).toHaveLength(createdAgain);
        expect(
          JSON.stringify(await callTasks(port, `/${id}/events?after=0`)),
        ).toContain('server:main/orders is usable');
      } finally {
        await second.kill();
      }
    },
  );
});
