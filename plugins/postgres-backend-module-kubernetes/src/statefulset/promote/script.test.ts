import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  describeWithPart,
  freePort,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { startRealServer } from '../__testUtils__/realServer';
import { REPLICATION_ROLE } from '../model';
import { promotionVerdict } from './job';
import { PROMOTE } from './script';

jest.setTimeout(60_000);

type Server = Awaited<ReturnType<typeof startRealServer>>;

const [PRIMARY, FIRST, SECOND] = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];

describeWithPart('PGSTAGE_PG18_BIN', 'the script that promotes', programs => {
  let folder: string;
  let port: number;
  let primary: Server;
  let standbys: Server[];

  /** Whether it receives WAL. */
  const received = ({ sql }: Server) =>
    sql('SELECT count(*) FROM pg_stat_wal_receiver');
  const streams = (server: Server) =>
    waitFor(async () => expect(await received(server)).toBe('1'));
  const start = (address: string, of?: string) =>
    startRealServer(programs, { address, port, primary: of });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'promote-'));
    port = await freePort();
    primary = await start(PRIMARY);
    await primary.sql(`CREATE ROLE ${REPLICATION_ROLE} LOGIN REPLICATION`);
    await primary.sql(
      `GRANT EXECUTE ON FUNCTION pg_promote TO ${REPLICATION_ROLE}`,
    );
    await primary.sql('CREATE TABLE written AS SELECT 1 AS n');
    standbys = [await start(FIRST, PRIMARY), await start(SECOND, PRIMARY)];
    for (const each of standbys) await streams(each);
  });
  afterEach(async () => {
    for (const each of [...standbys, primary]) await each.stop();
    await rm(folder, { recursive: true });
  });

  /** Runs the script against a standby, without its long waits. */
  async function promote(target: string, others = '', BEFORE = 'false') {
    const log = join(folder, 'log');
    const script = PROMOTE.replace('/dev/termination-log', log)
      .replace('/tmp/said', join(folder, 'said'))
      .replaceAll(/until_is [36]0/g, 'until_is 3');
    const env = {
      PATH: `${programs}:${process.env.PATH}`,
      TARGET: target,
      OTHERS: others,
      SLOTS: others && 'other',
      BEFORE,
      PGPORT: `${port}`,
      PGDATABASE: 'postgres',
      PGUSER: REPLICATION_ROLE,
      PGCONNECT_TIMEOUT: '2',
    };
    const code = await new Promise<number>(resolve => {
      execFile('sh', ['-c', script], { env }, error =>
        resolve(Number(error?.code ?? 0)),
      );
    });
    const { promoted, said } = promotionVerdict.parse(
      JSON.parse(await readFile(log, 'utf8')),
    );
    return { code, promoted, said: Buffer.from(said, 'base64').toString() };
  }
  const isStandby = (server: Server) =>
    server.sql('SELECT pg_is_in_recovery()');

  it('promotes a standby with a slot for the other one, and does it once', async () => {
    const [first] = standbys;
    await primary.sql('INSERT INTO written VALUES (2)');
    await primary.stop();
    const done = { code: 0, promoted: true, said: '' };
    expect(await promote(FIRST, SECOND)).toEqual(done);
    expect(await first.sql('SELECT count(*) FROM written')).toBe('2');
    expect(await first.sql('SELECT slot_name FROM pg_replication_slots')).toBe(
      'other',
    );
    const timeline = 'SELECT timeline_id FROM pg_control_checkpoint()';
    await first.sql('CHECKPOINT');
    expect(await first.sql(timeline)).toBe('2');
    expect(await promote(FIRST, SECOND)).toEqual(done);
    await first.sql('CHECKPOINT');
    expect(await first.sql(timeline)).toBe('2');
  });

  it('refuses while WAL arrives: then the old primary runs', async () => {
    expect(await promote(FIRST)).toEqual({
      code: 1,
      promoted: false,
      said: expect.stringContaining('the old primary runs'),
    });
    expect(await isStandby(standbys[0])).toBe('t');
  });

  it('refuses a standby that another one is ahead of', async () => {
    const [first, second] = standbys;
    await first.sql("ALTER SYSTEM SET primary_conninfo = ''");
    await first.sql('SELECT pg_reload_conf()');
    await waitFor(async () => expect(await received(first)).toBe('0'));
    await primary.sql('INSERT INTO written VALUES (2)');
    await primary.stop();
    expect(await promote(FIRST, SECOND)).toEqual({
      code: 1,
      promoted: false,
      said: `${SECOND} has received more WAL: promote it instead.\n`,
    });
    expect(await isStandby(first)).toBe('t');
    expect(await promote(SECOND, FIRST)).toMatchObject({ promoted: true });
    expect(await second.sql('SELECT count(*) FROM written')).toBe('2');
  });

  it('says that nothing was done, or that it is not known, if the standby does not respond', async () => {
    await standbys[0].stop();
    expect(await promote(FIRST)).toMatchObject({ code: 1, promoted: false });
    expect(await promote(FIRST, '', 'null')).toMatchObject({ promoted: null });
  });

  it('says what a server without the right reports', async () => {
    await primary.sql(
      `REVOKE EXECUTE ON FUNCTION pg_promote FROM ${REPLICATION_ROLE}`,
    );
    await waitFor(async () =>
      expect(
        await standbys[0].sql(
          `SELECT has_function_privilege('${REPLICATION_ROLE}', 'pg_promote(boolean,integer)', 'execute')`,
        ),
      ).toBe('f'),
    );
    await primary.stop();
    expect(await promote(FIRST)).toEqual({
      code: 1,
      promoted: false,
      said: expect.stringContaining('permission denied'),
    });
  });
});
