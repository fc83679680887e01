import { parseDatabaseRef, stringifyDatabaseRef } from './ref';

describe('database refs', () => {
  it.each([
    [
      'server:main/orders',
      { provider: 'server', location: 'main', name: 'orders' },
    ],
    [
      'cloudnative-pg:prod-eu/team-orders/orders',
      {
        provider: 'cloudnative-pg',
        location: 'prod-eu/team-orders',
        name: 'orders',
      },
    ],
    [
      'aws-rds:123456789012/eu-west-1/orders',
      {
        provider: 'aws-rds',
        location: '123456789012/eu-west-1',
        name: 'orders',
      },
    ],
  ])('parses and stringifies %s', (text, ref) => {
    expect(parseDatabaseRef(text)).toEqual(ref);
    expect(stringifyDatabaseRef(ref)).toBe(text);
  });

  it.each([
    'a/b',
    '..',
    '.',
    '%2F',
    "o'neil",
    'x;drop',
    'données',
    'a b',
    'a:b',
    'line\nbreak',
    '🐘',
    'x'.repeat(64),
  ])('preserves the name %j', name => {
    const text = stringifyDatabaseRef({
      provider: 'server',
      location: 'main',
      name,
    });
    expect(text).toMatch(/^server:main\/[^/\s]+$/);
    expect(text).not.toMatch(/\/\.+$/);
    expect(parseDatabaseRef(text).name).toBe(name);
  });

  it.each([
    '',
    'orders',
    'server:',
    'server:main',
    'server:/orders',
    'server:main/',
    ':main/x',
    'Server:main/x',
    'server:a//b',
    'server:main/%zz',
    'server:a%2Fb/c',
  ])('rejects %j', text => {
    expect(() => parseDatabaseRef(text)).toThrow(/ref/);
  });

  it('does not stringify parts that cannot be parsed again', () => {
    expect(() =>
      stringifyDatabaseRef({ provider: 'server', location: '', name: 'x' }),
    ).toThrow(/must look like/);
    expect(() =>
      stringifyDatabaseRef({ provider: 'a', location: 'b', name: 'x\ud800' }),
    ).toThrow(/ref must be valid Unicode text; "a:b\/x\\ud800" does not/);
  });

  it('quotes the rejected text on one line', () => {
    expect(() => parseDatabaseRef('a\nb')).toThrow(/"a\\nb" does not$/);
  });
});
