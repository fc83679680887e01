import { instanceManagerLine } from './instanceManagerLine';

const line = (fields: object) => instanceManagerLine(JSON.stringify(fields));

it('reads an entry of PostgreSQL with its session, details and statement', () => {
  expect(
    line({
      level: 'info',
      ts: '2026-11-28T10:00:00.123Z',
      logger: 'postgres',
      msg: 'record',
      logging_pod: 'orders-1',
      record: {
        log_time: '2026-11-28 10:00:00.123 UTC',
        user_name: 'app',
        database_name: 'orders',
        error_severity: 'ERROR',
        sql_state_code: '42P01',
        message: 'relation "cart" does not exist',
        hint: 'Create it.',
        query: 'SELECT *\n FROM cart',
      },
    }),
  ).toEqual({
    level: 'error',
    text: 'app@orders relation "cart" does not exist\nHINT: Create it.\nSTATEMENT: SELECT *\n FROM cart',
  });
});

it('reads the level of PostgreSQL, not that of the instance manager', () => {
  const record = { error_severity: 'LOG', message: 'checkpoint starting' };
  expect(line({ level: 'error', msg: 'record', record }).level).toBe('info');
});

it('names who else wrote an entry', () => {
  expect(
    line({ level: 'error', logger: 'wal-archive', msg: 'failed', error: 'x' }),
  ).toEqual({ level: 'error', source: 'wal-archive', text: 'failed: x' });
  expect(line({ level: 'warning', msg: 'slow' })).toEqual({
    level: 'warning',
    source: 'instance-manager',
    text: 'slow',
  });
  const record = { error_severity: 'LOG', message: 'AUDIT' };
  expect(
    line({ level: 'info', logger: 'pgaudit', msg: 'record', record }),
  ).toMatchObject({ source: 'pgaudit' });
});

it('reads an entry of pgAudit, which has a statement and no message', () => {
  expect(
    line({
      level: 'info',
      logger: 'pgaudit',
      msg: 'record',
      record: {
        user_name: 'app',
        database_name: 'orders',
        error_severity: 'LOG',
        audit: { class: 'READ', command: 'SELECT', statement: 'SELECT 1' },
      },
    }),
  ).toEqual({
    level: 'info',
    source: 'pgaudit',
    text: 'app@orders SELECT 1',
  });
});

it('reads what PostgreSQL writes to standard error', () => {
  const msg = '2026-11-28 10:00:00.123 UTC [25] LOG:  redirecting log output';
  expect(
    line({ level: 'info', logger: 'postgres', pipe: 'stderr', msg }),
  ).toMatchObject({ level: 'info', text: 'redirecting log output' });
});

it('does not guess what an unknown level is', () => {
  expect(line({ level: 'loud', msg: 'x' }).level).toBeUndefined();
  const record = { error_severity: 'FEHLER', message: 'x' };
  expect(line({ level: 'info', msg: 'record', record }).level).toBeUndefined();
});

it.each(['{not json', '{"level": "info"}', '[1]', ''])(
  'shows %j as it is',
  text => {
    expect(instanceManagerLine(text)).toEqual({ text });
  },
);

it('reads a line that PostgreSQL writes before its own log', () => {
  expect(
    instanceManagerLine('2026-11-28 10:00:00.123 UTC [35] FATAL:  no space'),
  ).toEqual({ level: 'fatal', text: 'no space' });
});
