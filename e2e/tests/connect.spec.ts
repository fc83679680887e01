import {
  type Client,
  Clients,
} from '../../plugins/postgres/src/__testUtils__/clients';
import { passwordFile, storedLogin } from '../support/credentials';
import { type Copied, copyEverything } from '../support/recipes';
import { expect, test } from '../support/test';
import { openTunnel } from '../support/tunnel';

const database = 'orders-db';
const folder = process.env.PGSTAGE_CLIENTS;
const THROUGH_SSH = 'From a laptop through an SSH tunnel';

/** The client that runs the command of a recipe; a format is run by the client of its name. */
const clientOf: Record<string, string> = {
  environment: 'dotenv',
  psql: 'psql',
  'psql with the stored credentials': 'psql',
};

/** Returns whether a snippet can read the password from a file: on a laptop it is a pgpass file. */
const takesFile = ({ from, of }: Copied) =>
  // pgJDBC gets the password as a parameter, and the store has no entry for the
  // local end of a tunnel.
  from === 'laptop' && of !== 'jdbc' && of !== THROUGH_SSH;

test.describe('a user who copies from the Connect section', () => {
  test.skip(!folder, 'needs PGSTAGE_CLIENTS');

  let clients: Clients;
  test.beforeAll(async () => {
    const { password } = await storedLogin(database);
    clients = await Clients.prepare({ folder: folder!, password });
  });
  test.afterAll(() => clients?.remove());

  test('logs in with each recipe, at the selected endpoint', async ({
    open,
    picture,
  }) => {
    const page = await open(
      'ada',
      '/catalog/default/component/orders/postgresql/connect',
    );
    const copies = await copyEverything(page);
    await picture(page, 'connect-copied');
    expect([...new Set(copies.map(({ of }) => of))].sort()).toEqual([
      THROUGH_SSH,
      'From a laptop with network access to the server',
      'From an application',
      ...['dotenv', 'go', 'jdbc', 'node', 'psql', 'python', 'uri'],
    ]);

    const byPassword = await clients.of({});
    const byFile = await clients.of({ passwordFile });
    const loginWith = (copied: Copied, text: string) => {
      const run: Record<string, Client> = takesFile(copied)
        ? byFile
        : byPassword;
      return (run[copied.of] ?? run[clientOf[copied.what]])(text);
    };
    const isTunnel = ({ what }: Copied) => what === 'tunnel';
    for (const from of ['application', 'laptop']) {
      for (const endpoint of ['read-write', 'read-only']) {
        const here = copies.filter(
          copied => copied.from === from && copied.endpoint === endpoint,
        );
        const [tunnel] = await Promise.all(
          here.filter(isTunnel).map(({ text }) => openTunnel(text)),
        );
        const logins = here.filter(copied => !isTunnel(copied));
        const nameOf = ({ of, what }: Copied) => `${from}: ${of}, ${what}`;
        const results = await Promise.all(
          logins.map(async copied => {
            const { of, text } = copied;
            const typed = of === THROUGH_SSH ? tunnel.through(text) : text;
            return [nameOf(copied), await loginWith(copied, typed)];
          }),
        );
        tunnel?.close();
        const right = `${database}|false|${endpoint === 'read-only'}`;
        expect(results).toEqual(logins.map(copied => [nameOf(copied), right]));
      }
    }
  });
});
