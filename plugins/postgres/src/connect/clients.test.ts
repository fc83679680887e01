/** @jest-environment node */
// Runs what users copy with the real clients against real servers.
// eslint-disable-next-line no-restricted-imports
import { chmod, mkdtemp, readFile, rm, writeFile } from 'fs/promises';
// eslint-disable-next-line no-restricted-imports
import os from 'os';
// eslint-disable-next-line no-restricted-imports
import path from 'path';
import {
  CA_FILE,
  Connection,
  defineMessages,
  Message,
  SslMode,
} from '@pgstage/backstage-plugin-postgres-common';
// A test runs where servers run.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import { startTestPostgres } from '@pgstage/example-postgres';
import { Clients } from '../__testUtils__/clients';
import { defaultMessages } from '../__testUtils__/defaultMessages';
import { connectionParameters, reachableEndpoints, snippetFormats } from '.';
import { Translate } from '../translation';

// Backstage's translation API for tests requires a browser.
const message = defineMessages('tab', defaultMessages()) as (
  key: string,
  params?: object,
) => Message;
const t = ((key, params) => message(key, params).text) as Translate;

const PASSWORD = `p'w" \\ $x`;
const DATABASE = `a?b=c&d 'e"$(id)`;
const USER = 'us er@x:y';
/** In the certificate, but cannot be resolved. */
const CLUSTER_NAME = 'orders-rw.team.svc';

type Trust = 'nothing' | 'given CA' | 'system';
type Kind = ['plain' | 'tls', string, SslMode, Trust];
const kinds: Kind[] = [
  ['plain', '127.0.0.1', 'disable', 'nothing'],
  ['plain', 'localhost', 'allow', 'nothing'],
  ['plain', 'localhost', 'prefer', 'nothing'],
  ['tls', 'localhost', 'allow', 'nothing'],
  ['tls', 'localhost', 'prefer', 'nothing'],
  ['tls', '::1', 'prefer', 'nothing'],
  ['tls', 'localhost', 'require', 'nothing'],
  ['tls', CLUSTER_NAME, 'require', 'nothing'],
  ['tls', 'localhost', 'verify-ca', 'given CA'],
  ['tls', 'localhost', 'verify-full', 'given CA'],
  ['tls', '::1', 'verify-full', 'given CA'],
  ['tls', CLUSTER_NAME, 'verify-full', 'given CA'],
  ['tls', 'localhost', 'verify-ca', 'system'],
  ['tls', 'localhost', 'verify-full', 'system'],
  ['tls', '::1', 'verify-full', 'system'],
  ['tls', CLUSTER_NAME, 'verify-full', 'system'],
];

describeWithPart('PGSTAGE_CLIENTS', 'snippets run by clients', folder => {
  let scratch: string;
  let servers: Record<Kind[0], Awaited<ReturnType<typeof startTestPostgres>>>;
  let ca: string;
  let clients: Clients;

  async function startServer(tls: boolean) {
    const hba = path.join(scratch, tls ? 'tls' : 'plain');
    // The superuser prepares the test; all others must use the connection type.
    const type = tls ? 'hostssl' : 'host';
    await writeFile(
      hba,
      `host all postgres 127.0.0.1/32 scram-sha-256\n${type} all all all scram-sha-256\n`,
    );
    return startTestPostgres({
      standby: false,
      archive: false,
      tls,
      tlsNames: [CLUSTER_NAME],
      settings: { hba_file: hba, listen_addresses: '127.0.0.1,::1' },
    });
  }

  beforeAll(async () => {
    scratch = await mkdtemp(path.join(os.tmpdir(), 'pgstage-hba-'));
    // The servers run as another user.
    await chmod(scratch, 0o755);
    const [plain, tls] = await Promise.all([false, true].map(startServer));
    servers = { plain, tls };
    ca = await readFile(tls.caFile!, 'utf8');
    clients = await Clients.prepare({ folder, ca, password: PASSWORD });
    await Promise.all(
      [plain, tls].map(({ primary, admin }) =>
        clients.makeDatabase({ ...primary, ...admin }, DATABASE, USER),
      ),
    );
  });

  afterAll(async () => {
    await clients?.remove();
    await Promise.all(Object.values(servers ?? {}).map(each => each.remove()));
    await rm(scratch, { recursive: true });
  });

  const connectionTo = ([server, host, sslMode, trust]: Kind): Connection => {
    const { port } = servers[server].primary;
    return {
      endpoints: [{ purpose: 'read-write', host, port, sslMode }],
      database: DATABASE,
      user: USER,
      caCertificate: trust === 'given CA' ? ca : undefined,
      credentials: {
        ...{ store: 'file', secretRef: 'orders' },
        passwordFile: clients.passwordFile,
      },
      recipes: [
        {
          ...{ id: 'tunnel', title: 'Tunnel', from: 'laptop' },
          ...{ notes: [], needs: [] },
          commands: [
            {
              ...{ label: 'port-forward', command: 'kubectl port-forward' },
              ...{ endpoint: { host, port }, localPort: port },
            },
          ],
        },
      ],
    };
  };

  it.each(kinds)(
    'log in to a %s server at %s with sslmode %s, trusting %s',
    async (...kind) => {
      const [server, host, , trust] = kind;
      const connection = connectionTo(kind);
      const clientLocation = host === CLUSTER_NAME ? 'laptop' : 'application';
      const [endpoint] = reachableEndpoints(connection, clientLocation);
      const target = connectionParameters(connection, endpoint);
      const run = await clients.of({
        caFile: trust === 'given CA' ? CA_FILE : undefined,
        systemTrusts: trust === 'system',
      });
      const formats = snippetFormats(clientLocation, connection);
      const results = await Promise.all(
        formats.map(
          async ({ id, build }) =>
            `${id} ${await run[id](build(t, target).code)}`,
        ),
      );
      const right = `${USER}|${server === 'tls'}|false`;
      expect(results).toEqual(formats.map(({ id }) => `${id} ${right}`));
    },
  );
});
