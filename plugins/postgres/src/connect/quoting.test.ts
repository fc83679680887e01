// Only a real shell knows what a shell reads, and tests run in Node.
// eslint-disable-next-line no-restricted-imports
import { execFileSync } from 'child_process';
import {
  conninfoValue,
  dotEnvValue,
  literal,
  percent,
  shellWord,
} from './quoting';

const hostile = [
  'plain',
  "it's",
  'a "b" $HOME `id` \\ !',
  'semi;colon && | > <',
  'per%20cent + plus',
  'ünïcode 数据库',
  '../..',
  '#hash ?query &and =is',
  '-dash',
  '',
];

describe('quoting', () => {
  it.each(hostile)('keeps %j one word of a real shell', value => {
    expect(
      execFileSync('sh', ['-c', `printf %s ${shellWord(value)}`]).toString(),
    ).toBe(value);
  });

  it.each(hostile)(
    'keeps %j through percent-encoding, safe in single quotes',
    value => {
      expect(decodeURIComponent(percent(value))).toBe(value);
      expect(percent(value)).not.toMatch(/['\s]/);
    },
  );

  it.each(hostile)(
    'writes %j into a .env file that a shell reads back, or not at all',
    value => {
      const written = dotEnvValue(value);
      if (written === undefined) return;
      expect(
        execFileSync('sh', ['-c', `A=${written}\nprintf %s "$A"`]).toString(),
      ).toBe(value);
    },
  );

  it('refuses to write into a .env file what shells and libraries read differently', () => {
    expect(dotEnvValue(`'"$`)).toBeUndefined();
    expect(dotEnvValue('two\nlines')).toBeUndefined();
    expect(dotEnvValue("it's")).toBe(`"it's"`);
  });

  it('quotes values of conninfo as libpq reads them', () => {
    expect(conninfoValue('orders')).toBe('orders');
    expect(conninfoValue("it's \\ here")).toBe("'it\\'s \\\\ here'");
    expect(conninfoValue('')).toBe("''");
  });

  it('writes literals without a raw newline or quote', () => {
    expect(literal('a"\n')).toBe('"a\\"\\n"');
  });
});
