import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { apiCaller, apiSettings } from './__testUtils__/apiCaller';
import { startExample } from './__testUtils__/startExample';

/** Maximum number of generated requests for each call and phase: more take longer. */
const examples = Number(process.env.PGSTAGE_FUZZ_EXAMPLES ?? 10);
/** On a busy machine, 300 requests for each call and phase take more than half an hour. */
const timeoutMs = (30 + examples / 2) * 60_000;
const config = resolve(__dirname, '../schemathesis.toml');

/** Who sends the requests, with the sign-in provider of the user. */
const users = [
  ['an owner of databases', 'guest'],
  ['an administrator', 'guest-lin'],
];

const entityRef = 'component:default/storefront';

describeWithPart(
  'PGSTAGE_SCHEMATHESIS',
  'the API with generated requests',
  program => {
    let example: Awaited<ReturnType<typeof startExample>>;
    let backend: Awaited<ReturnType<typeof example.startBackend>> | undefined;

    let child: ChildProcess | undefined;

    // Separately for each user, so that the writes of one do not affect the other.
    beforeEach(async () => {
      example = await startExample();
      backend = await example.startBackend({
        ...apiSettings,
        // A long run must not end with an expired session.
        APP_CONFIG_auth_backstageTokenExpiration_hours: '24',
        // A rate limit that is never reached.
        APP_CONFIG_postgres_rateLimits_writesPerMinute: '1000000',
        APP_CONFIG_postgres_rateLimits_listsPerMinute: '1000000',
      });
    }, 180_000);
    // Here, because a test does not reach its end after its timeout.
    afterEach(async () => {
      child?.kill();
      await backend?.kill();
      await example?.stop();
    });

    it.each(users)(
      'responds to %s according to the document',
      async (who, user) => {
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
            ...['--max-examples', String(examples), '--report', 'json'],
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
        // Every operation must have been called.
        expect(operations.tested).toBe(known.size);
        expect(test_cases.generated).toBeGreaterThan(1_000);
        process.stdout.write(
          `The API responded to ${test_cases.generated} requests of ${who}\n`,
        );
      },
      timeoutMs,
    );
  },
);

/** Allows only those 503 responses that a busy machine explains. */
function strict(document: any) {
  const changed = structuredClone(document);
  const { error } = changed.components.schemas.ServiceUnavailable.properties;
  error.properties.code = { const: 'UpstreamTimeout' };
  error.required.push('code');
  return changed;
}
