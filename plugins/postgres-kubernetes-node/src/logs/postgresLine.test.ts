import { postgresLine } from './postgresLine';

const at = '2026-11-28 10:00:00.123 UTC [35] ';

it.each([
  ['DEBUG2', 'debug'],
  ['LOG', 'info'],
  ['NOTICE', 'info'],
  ['WARNING', 'warning'],
  ['ERROR', 'error'],
  ['FATAL', 'fatal'],
  ['PANIC', 'fatal'],
])('reads the severity %s as %s', (severity, level) => {
  expect(postgresLine(`${at}${severity}:  text: more`)).toEqual({
    level,
    text: 'text: more',
  });
});

it('continues an entry with its details and with indented lines', () => {
  expect(postgresLine(`${at}STATEMENT:  SELECT 1,`)).toEqual({
    text: 'STATEMENT: SELECT 1,',
    continues: true,
  });
  expect(postgresLine('\t  2;')).toEqual({ text: '  2;', continues: true });
});

it('keeps other prefixes than time and process id', () => {
  expect(postgresLine(`${at}app@shop ERROR:  deadlock detected`)).toEqual({
    level: 'error',
    text: 'app@shop deadlock detected',
  });
});

it.each([
  'PostgreSQL init process complete; ready for start up.',
  'server started',
  'SOMETHING:  else',
  '',
])('does not guess the level of %j', line => {
  expect(postgresLine(line)).toEqual({ text: line });
});
