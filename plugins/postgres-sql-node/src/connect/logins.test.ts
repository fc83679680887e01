import { readFileSync } from 'node:fs';
import { startTestPostgres } from '@pgstage/example-postgres';
import { system } from '../__testUtils__/testConnections';
import { logsIn } from './logsIn';
import type { PostgresLogin } from './PostgresLogin';
import { tryLogin } from './tryLogin';

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
beforeAll(async () => {
  postgres = await startTestPostgres({ standby: false, archive: false });
});
afterAll(() => postgres?.remove());

const login = (changed: Partial<PostgresLogin> = {}): PostgresLogin => ({
  ...postgres.primary,
  ...postgres.roles.pgstage,
  database: 'postgres',
  sslMode: 'disable',
  ...changed,
});
const unreachable = { port: 1 };
const wrong = { password: 'wrong' };

describe('tryLogin', () => {
  it('works', async () => {
    expect(await tryLogin(system, login())).toEqual({ works: true });
  });

  it('verifies the certificate for the host, also at another address', async () => {
    const secured = await startTestPostgres({
      standby: false,
      archive: false,
      tls: true,
      tlsNames: ['orders.example'],
    });
    try {
      const at = (host: string) =>
        tryLogin(system, {
          ...login({ ...secured.roles.pgstage, host }),
          address: secured.primary,
          sslMode: 'verify-full',
          ca: readFileSync(secured.caFile!, 'utf8'),
        });
      expect(await at('orders.example')).toEqual({ works: true });
      expect(await at('other.example')).toEqual({
        message: expect.stringContaining('TLS: Hostname/IP does not match'),
      });
    } finally {
      await secured.remove();
    }
  });

  it('returns the message of PostgreSQL for a wrong password', async () => {
    expect(await tryLogin(system, login(wrong))).toEqual({
      works: false,
      message: expect.stringContaining('password authentication failed'),
    });
  });

  it('returns no result after any other error', async () => {
    expect(await tryLogin(system, login(unreachable))).toEqual({
      message: expect.stringMatching(
        /^PostgreSQL server main failed: it cannot be reached .* in my\.servers$/,
      ),
    });
    expect(await tryLogin(system, login({ database: 'none' }))).toEqual({
      message: 'database "none" does not exist',
    });
  });
});

describe('logsIn', () => {
  it('returns the result of the first address that responds', async () => {
    expect(await logsIn([login(unreachable), login()])).toBe(true);
    expect(await logsIn([login(unreachable), login(wrong)])).toBe(false);
    expect(await logsIn([login(wrong), login()])).toBe(false);
  });

  it('throws if no address responds', async () => {
    await expect(logsIn([login(unreachable)])).rejects.toThrow('ECONNREFUSED');
  });
});
