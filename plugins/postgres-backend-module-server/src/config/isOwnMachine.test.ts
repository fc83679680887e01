import { isOwnMachine } from './isOwnMachine';

it.each([
  ['localhost', true],
  ['LOCALHOST.', true],
  ['db.localhost', true],
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['/var/run/postgresql', true],
  ['db.example.net', false],
  ['127.example.net', false],
  ['localhost.example.net', false],
  ['10.0.0.1', false],
  ['fe80::1', false],
])('returns for %s: %s', (host, own) => expect(isOwnMachine(host)).toBe(own));
