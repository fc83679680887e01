import { parseRetryAfter, parseStatus } from './ApiStatusError';

it.each([
  ['7', 7000],
  ['0', 0],
  ['Thu, 01 Jan 1970 00:00:09 GMT', 8000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['soon', undefined],
  [undefined, undefined],
])('reads Retry-After %j', (value, expected) => {
  expect(parseRetryAfter(value, 1000)).toBe(expected);
});

it('reads a Status, and no page of a proxy', () => {
  expect(
    parseStatus(
      409,
      '{"kind":"Status","reason":"Conflict","message":"m","details":{"causes":[{"field":".x"}]}}',
    ),
  ).toEqual({
    code: 409,
    reason: 'Conflict',
    message: 'm',
    causes: [{ field: '.x' }],
  });
  for (const body of ['<html>', 'null', '{"message":"not ours"}']) {
    expect(parseStatus(502, body)).toMatchObject({
      reason: 'HTTP 502',
      message: 'HTTP 502',
    });
  }
});
