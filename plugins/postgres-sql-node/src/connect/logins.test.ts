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
const nowhere = { port: 1 };
const wrong = { password: 'wrong' };

describe('a login that is tried', () => {
  it('works', async () => {
    expect(await tryLogin(system, login())).toEqual({ works: true });
  });

  it('is refused, as PostgreSQL says', async () => {
    expect(await tryLogin(system, login(wrong))).toEqual({
      works: false,
      said: expect.stringContaining('password authentication failed'),
    });
  });

  it('is not known where something else was in the way', async () => {
    expect(await tryLogin(system, login(nowhere))).toEqual({
      said: expect.stringMatching(
        /^PostgreSQL server main failed: it cannot be reached .* under my\.servers$/,
      ),
    });
    expect(await tryLogin(system, login({ database: 'none' }))).toEqual({
      said: 'database "none" does not exist',
    });
  });
});

describe('the first address that answers', () => {
  it('decides', async () => {
    expect(await logsIn([login(nowhere), login()])).toBe(true);
    expect(await logsIn([login(nowhere), login(wrong)])).toBe(false);
    expect(await logsIn([login(wrong), login()])).toBe(false);
  });

  it('may be missing', async () => {
    await expect(logsIn([login(nowhere)])).rejects.toThrow('ECONNREFUSED');
  });
});
