import { execFileSync } from 'node:child_process';
import { shellWord } from './shellWord';

it.each([
  'plain',
  "it's",
  'a "b" $HOME `id` \\ !',
  'semi;colon && | > <',
  'ünïcode 数据库',
  '../..',
  '#hash ?query &and =is',
  '-dash',
  'two\nlines',
  '',
])('a shell reads %j as one word', value => {
  expect(
    execFileSync('sh', ['-c', `printf %s ${shellWord(value)}`]).toString(),
  ).toBe(value);
});
