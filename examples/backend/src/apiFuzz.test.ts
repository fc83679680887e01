import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { apiCaller, apiSettings } from './__testUtils__/apiCaller';
import { startExample } from './__testUtils__/startExample';

/** How many requests it makes up for each call and phase at most: more take longer. */
const examples = process.env.PGSTAGE_FUZZ_EXAMPLES ?? '10';
const config = resolve(__dirname, '../schemathesis.toml');

/** Whom it asks as: the owner of some databases, and an administrator of all. */
const users = ['guest', 'guest-lin'];

describeWithPart(
  'PGSTAGE_SCHEMATHESIS',
  'the API, asked at random',
  program => {
    let example: Awaited<ReturnType<typeof startExample>>;
    let backend: Awaited<ReturnType<typeof example.startBackend>> | undefined;

    beforeAll(async () => {
      example = await startExample();
      backend = await example.startBackend({
        ...apiSettings,
        // As a limit, but one that it does not reach.
        APP_CONFIG_postgres_rateLimits_writesPerMinute: '1000000',
        APP_CONFIG_postgres_rateLimits_listsPerMinute: '1000000',
      });
    }, 180_000);
    afterAll(async () => {
      await backend?.kill();
      await example?.stop();
    });

    it.each(users)(
      'answers %s as the document says',
      async user => {
        const { document, call } = await apiCaller(backend!);
        await call('createDatabase', {
          body: {
            provider: 'server',
            location: 'main',
            name: 'orders',
            entityRef: 'component:default/storefront',
          },
        });
        const folder = example.postgres.dataDir;
        const report = join(folder, 'report.json');
        await writeFile(join(folder, 'openapi.json'), JSON.stringify(document));
        const child = spawn(
          program,
          [
            ...['--config-file', config, 'run', 'openapi.json'],
            ...['--url', `http://127.0.0.1:${backend!.port}/api/postgres`],
            ...['--max-examples', examples, '--report', 'json'],
            ...['--report-json-path', report],
          ],
          {
            cwd: folder,
            env: {
              ...process.env,
              PGSTAGE_API_TOKEN: await backend!.signIn(user),
            },
            stdio: ['ignore', 'pipe', 'inherit'],
          },
        );
        const [output, [status]] = await Promise.all([
          text(child.stdout),
          once(child, 'exit'),
        ]);
        if (status !== 0) throw new Error(output.slice(-20_000));
        const { operations, test_cases } = JSON.parse(
          await readFile(report, 'utf8'),
        );
        // What asks nothing finds nothing.
        expect(operations.tested).toBe(operationsOf(document));
        expect(test_cases.generated).toBeGreaterThan(1_000);
      },
      1_800_000,
    );
  },
);

function operationsOf({ paths }: { paths: Record<string, object> }): number {
  return Object.values(paths).flatMap(path => Object.keys(path)).length;
}
