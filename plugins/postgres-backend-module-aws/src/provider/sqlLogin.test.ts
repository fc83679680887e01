import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { mockServices } from '@backstage/backend-test-utils';
import {
  type Database,
  databaseSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  describeWithPart,
  loggedBy,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { connectClient, startTestPostgres } from '@pgstage/example-postgres';
import { signer } from '../__testUtils__/instances';
import { type Moto, startMoto } from '../__testUtils__/moto';
import { noStore } from '../__testUtils__/MemoryStore';
import { RecordingApi } from '../__testUtils__/recordingApi';
import { actor, requestFor } from '../__testUtils__/requests';
import { testCredentials, testRegion } from '../__testUtils__/testRegion';
import { createClients } from '../aws';
import { message } from '../messages';
import { RdsProvider } from './RdsProvider';

jest.setTimeout(180_000);

const MINUTE_MS = 60_000;
const NAME = 'orders';
/** The address that moto reports. */
const HOST = `${NAME}.aaaaaaaaaa.eu-west-1.rds.amazonaws.com`;

type Postgres = Awaited<ReturnType<typeof startTestPostgres>>;

describeWithPart('PGSTAGE_MOTO_SERVER', 'with moto_server', program => {
  let moto: Moto;
  let postgres: Postgres;
  beforeAll(async () => {
    [moto, postgres] = await Promise.all([
      startMoto(program),
      startTestPostgres({
        standby: false,
        archive: false,
        tls: true,
        tlsNames: [HOST],
      }),
    ]);
  });
  afterAll(() => Promise.all([moto?.stop(), postgres?.remove()]));

  /** Runs statements as the superuser of the server that stands in for the instance. */
  async function execute(...statements: string[]) {
    const client = await connectClient({
      ...postgres.primary,
      ...postgres.admin,
      database: 'postgres',
    });
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  it('logs in with the password of the secret, and discloses it nowhere', async () => {
    const config = testRegion(
      {
        network: { vpcId: moto.vpcId, subnetIds: moto.subnetIds },
        sql: true,
        caCertificates: readFileSync(postgres.caFile!, 'utf8'),
      },
      { poll: { idleSeconds: 1, changingSeconds: 1 } },
    );
    // moto as AWS, and not as an emulator, whose instances nobody logs in to.
    const api = new RecordingApi(
      config,
      createClients({ ...config, endpoint: moto.endpoint }, testCredentials()),
    );
    const logger = mockServices.logger.mock();
    let passed = 0;
    let reachable = false;
    const provider = new RdsProvider({
      regions: [api],
      signer,
      logger,
      credentialStore: noStore,
      addressOf: ({ host }) => {
        expect(host).toBe(HOST);
        return reachable ? postgres.primary : { host: '127.0.0.1', port: 1 };
      },
      now: () => Date.now() + passed,
    });
    const returned: unknown[] = [];
    let seen: Database | undefined;
    const see = (database: Database) => {
      returned.push(database);
      expect(databaseSchema.safeParse(database).error).toBeUndefined();
      seen = database;
    };
    await provider.connect({
      upsert: see,
      remove: () => {},
      replaceAll: (_, databases) => databases.forEach(see),
      unreachable: (...args) => returned.push(args),
    });
    const usableOf = async (value: boolean | null, minutes = 0) => {
      passed += minutes * MINUTE_MS;
      const since = new Date(Date.now() + passed).toISOString();
      const isNew = () =>
        seen?.usable.value === value &&
        (value === null ||
          (seen.usable.value !== null && seen.usable.at >= since));
      await waitUntil(isNew, { everyMs: 20, withinMs: 20_000 });
      expect(seen?.usable.value).toBe(value);
      return seen!;
    };
    const secret = async () => {
      const { SecretList = [] } = await moto.secrets.send(
        new ListSecretsCommand({}),
      );
      expect(SecretList).toHaveLength(1);
      const { SecretString = '' } = await moto.secrets.send(
        new GetSecretValueCommand({ SecretId: SecretList[0].ARN }),
      );
      const { password } = JSON.parse(SecretString) as { password: string };
      return { arn: SecretList[0].ARN!, password };
    };

    const { ref, usable: before } = await provider.create(
      requestFor(NAME, { database: 'shop' }),
      { actor },
    );
    expect(before.value).toBeNull();
    const unknown = async (text: RegExp, minutes = 0) => {
      passed += minutes * MINUTE_MS;
      const isSo = () =>
        seen?.usable.value === null && text.test(seen.usable.reason.text);
      await waitUntil(isSo, { everyMs: 20, withinMs: 20_000 });
      expect(seen?.usable).toMatchObject({
        value: null,
        reason: { text: expect.stringMatching(text) },
      });
      // A create waits for the login.
      expect(seen?.usable).not.toHaveProperty('lasting');
      expect(seen?.status.state).toBe('unknown');
      return seen!;
    };
    const unreachable = await unknown(
      /unknown: The instance orders in .* cannot be reached \(ECONNREFUSED\)\. Check that DNS and routes/,
    );
    expect(unreachable.attention.map(({ id }) => id)).toEqual([
      'login-unknown',
    ]);
    expect(unreachable.steps).toMatchObject([
      { id: 'instance', state: 'done' },
      { id: 'credentials', state: 'done' },
      { id: 'login', state: 'pending' },
      { id: 'backup' },
    ]);

    const first = await secret();
    expect(first.password.length).toBeGreaterThan(7);
    await execute(
      `CREATE ROLE ${NAME} LOGIN PASSWORD '${first.password}' IN ROLE pg_monitor`,
      `CREATE DATABASE shop OWNER ${NAME}`,
    );
    reachable = true;
    const working = await usableOf(true, 16);
    expect(working).toMatchObject({
      usable: { source: 'login' },
      status: {
        state: 'working',
        reason: { text: 'Available; a login works' },
      },
      summary: {
        sizeBytes: expect.any(Number),
        connections: { used: expect.any(Number), allowed: expect.any(Number) },
      },
    });
    expect(working.steps).toContainEqual(
      expect.objectContaining({ id: 'login', state: 'done' }),
    );
    const health = await provider.health(ref);
    returned.push(health, await provider.connection(ref));
    expect(health.sizeBytes).toBeGreaterThan(1_000_000);
    expect(health.connections!.used).toBeGreaterThan(0);
    expect(health.instances[0]).toMatchObject({
      state: 'working',
      evidence: { source: 'instance' },
      startedAt: expect.any(String),
    });
    expect(health.parts).toContainEqual(
      expect.objectContaining({ name: 'sql' }),
    );

    await execute(`ALTER ROLE ${NAME} PASSWORD 'changed-outside'`);
    await unknown(/password authentication failed/, 7);
    const refused = await usableOf(false, 1);
    expect(refused).toMatchObject({
      usable: { source: 'login' },
      status: { state: 'attention', reason: message('passwordRefused') },
      attention: [{ id: 'password-rejected', severity: 'error' }],
    });

    const rotated = `rotated-${first.password}`;
    await moto.secrets.send(
      new PutSecretValueCommand({
        SecretId: first.arn,
        SecretString: JSON.stringify({ username: NAME, password: rotated }),
      }),
    );
    await execute(`ALTER ROLE ${NAME} PASSWORD '${rotated}'`);
    await usableOf(true, 16);

    await postgres.stopPrimary();
    const stopped = await unknown(/cannot be reached/, 7);
    expect(stopped.summary?.sizeBytes).toBeUndefined();
    await provider.disconnect();

    const everything = {
      returned: inspect(returned, { depth: null, maxArrayLength: null }),
      logged: loggedBy(logger),
      calls: inspect(api.calls, { depth: null, maxArrayLength: null }),
    };
    // It is part of the rotated one.
    const leaks = Object.entries(everything).flatMap(([where, text]) =>
      text.includes(first.password) || text.includes('changed-outside')
        ? where
        : [],
    );
    expect(leaks).toEqual([]);
  });
});
