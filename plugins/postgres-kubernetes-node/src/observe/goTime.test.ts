import { parseGoTime } from './goTime';

it.each([
  ['2027-02-19 01:05:27 +0000 UTC', '2027-02-19T01:05:27.000Z'],
  ['2027-02-19 01:05:27.123456789 +0000 UTC', '2027-02-19T01:05:27.123Z'],
  ['2027-02-19 03:05:27 +0200 CEST', '2027-02-19T01:05:27.000Z'],
  ['2027-02-19 01:05:27 +0000 UTC m=+0.0012', '2027-02-19T01:05:27.000Z'],
  ['2027-02-19T01:05:27Z', '2027-02-19T01:05:27.000Z'],
])('reads %s', (text, expected) => {
  expect(parseGoTime(text)?.toISOString()).toBe(expected);
});

it.each(['', '-infinity', 'soon', '2027-02-19 25:00:00 +0000 UTC'])(
  'does not guess at %p',
  text => expect(parseGoTime(text)).toBeUndefined(),
);
