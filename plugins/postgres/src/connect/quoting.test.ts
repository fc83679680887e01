import { literal, percent } from './quoting';

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
  it.each(hostile)(
    'keeps %j through percent-encoding, safe in single quotes',
    value => {
      expect(decodeURIComponent(percent(value))).toBe(value);
      expect(percent(value)).not.toMatch(/['\s]/);
    },
  );

  it('writes literals without a raw newline or quote', () => {
    expect(literal('a"\n')).toBe('"a\\"\\n"');
  });
});
