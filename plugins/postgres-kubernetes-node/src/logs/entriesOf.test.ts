import { entriesOf } from './entriesOf';
import { postgresLine } from './postgresLine';

const read = (...lines: string[]) =>
  entriesOf(`${lines.join('\n')}\n`, postgresLine);
const at = (second: number) => `2026-11-28T10:00:0${second}.123456789Z`;

it('joins the lines of an entry, with the time of its first line', () => {
  expect(
    read(
      `${at(1)} LOG:  starting`,
      `${at(2)} ERROR:  syntax error`,
      `${at(3)} STATEMENT:  SELECT`,
      `${at(3)} \t  2;`,
    ),
  ).toEqual([
    { at: '2026-11-28T10:00:01.123Z', level: 'info', text: 'starting' },
    {
      at: '2026-11-28T10:00:02.123Z',
      level: 'error',
      text: 'syntax error\nSTATEMENT: SELECT\n  2;',
    },
  ]);
});

it('keeps lines without a time, and of an entry that began before', () => {
  expect(read('\tFROM cart;', 'no time', '')).toEqual([
    { text: 'FROM cart;' },
    { text: 'no time' },
  ]);
  expect(entriesOf('', postgresLine)).toEqual([]);
});
