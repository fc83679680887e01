import { spawn, type ChildProcess } from 'node:child_process';
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

const entityRef = 'component:default/storefront';

describeWithPart(
  'PGSTAGE_SCHEMATHESIS',
  'the API, asked at random',
  program => {
    let example: Awaited<ReturnType<typeof startExample>>;
    let backend: Awaited<ReturnType<typeof example.startBackend>> | undefined;

    let child: ChildProcess | undefined;

    // For each user anew: what the one did is not what the other finds.
    beforeEach(async () => {
      example = await startExample();
      backend = await example.startBackend({
        ...apiSettings,
        // As a limit, but one that it does not reach.
        APP_CONFIG_postgres_rateLimits_writesPerMinute: '1000000',
        APP_CONFIG_postgres_rateLimits_listsPerMinute: '1000000',
      });
    }, 180_000);
    // Here, as a test whose time is up does not reach its own end.
    afterEach(async () => {
      child?.kill();
      await backend?.kill();
      await example?.stop();
    });

    it.each(users)(
      'answers %s as the document says',
      async user => {
        const {
          document,
          operations: known,
          call,
          untilOwned,
        } = await apiCaller(backend!);
        await untilOwned(entityRef);
        const body = {
          provider: 'server',
          location: 'main',
          name: 'orders',
          entityRef,
        };
        expect(await call('createDatabase', { body })).toMatchObject({
          status: 200,
        });
        const folder = example.postgres.dataDir;
        const report = join(folder, 'report.json');
        await writeFile(
          join(folder, 'openapi.json'),
          JSON.stringify(strict(document)),
        );
        const fuzzer = spawn(
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
        child = fuzzer;
        const [output, [status]] = await Promise.all([
          text(fuzzer.stdout),
          once(fuzzer, 'exit'),
        ]);
        if (status !== 0) throw new Error(output.slice(-20_000));
        const { operations, test_cases } = JSON.parse(
          await readFile(report, 'utf8'),
        );
        // What asks nothing finds nothing.
        expect(operations.tested).toBe(known.size);
        expect(test_cases.generated).toBeGreaterThan(1_000);
      },
      1_800_000,
    );
  },
);

/** Of the answers 503 only the one that a busy machine explains. */
function strict(document: any) {
  const changed = structuredClone(document);
  const { error } = changed.components.schemas.ServiceUnavailable.properties;
  error.properties.code = { const: 'UpstreamTimeout' };
  error.required.push('code');
  return changed;
}
