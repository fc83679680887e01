import { ConflictError } from '@backstage/errors';
import {
  UpstreamError,
  UpstreamForbiddenError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { DatabaseError } from 'pg';
import { mapPgError } from './mapPgError';

const answer = (code: string, message: string) =>
  Object.assign(new DatabaseError(message, 1, 'error'), {
    code,
    detail: 'canary',
    where: 'canary',
  });
const failure = (message: string, code?: string) =>
  Object.assign(new Error(message), { code });

it.each([
  [
    answer('28P01', 'password authentication failed'),
    UpstreamForbiddenError,
    'password authentication failed. Check user and password',
  ],
  [
    answer('42501', 'permission denied'),
    UpstreamForbiddenError,
    'permission denied. Give the role',
  ],
  [
    answer('25006', 'cannot execute CREATE ROLE in a read-only transaction'),
    UpstreamError,
    "It is a standby: give the primary's address",
  ],
  [
    answer('57014', 'canceling statement due to statement timeout'),
    UpstreamTimeoutError,
    'statement timeout. Try again',
  ],
  [
    answer('57P03', 'the database system is starting up'),
    UpstreamError,
    'starting up. Try again when it is up',
  ],
  [
    answer('53300', 'sorry, too many clients already'),
    UpstreamError,
    'too many clients already. Ask',
  ],
  [answer('XX000', 'unexpected'), UpstreamError, 'unexpected (SQLSTATE XX000)'],
  [failure('timeout expired'), UpstreamTimeoutError, 'no answer in time'],
  [failure('Query read timeout'), UpstreamTimeoutError, 'no answer in time'],
  [
    failure('connect ETIMEDOUT', 'ETIMEDOUT'),
    UpstreamTimeoutError,
    'no answer in time',
  ],
  [
    failure('', 'ECONNREFUSED'),
    UpstreamError,
    'it cannot be reached (ECONNREFUSED)',
  ],
  [
    failure('getaddrinfo ENOTFOUND db', 'ENOTFOUND'),
    UpstreamError,
    'it cannot be reached (ENOTFOUND)',
  ],
  [
    failure('Connection terminated unexpectedly'),
    UpstreamError,
    'the connection broke',
  ],
  [
    failure('certificate has expired', 'CERT_HAS_EXPIRED'),
    UpstreamError,
    'TLS: certificate has expired',
  ],
])(
  'tells of %p which server, what it said, what to do',
  (error, type, message) => {
    const mapped = mapPgError('PostgreSQL server main', error);
    expect(mapped).toBeInstanceOf(type);
    expect(String(mapped)).toContain('PostgreSQL server main failed: ');
    expect(String(mapped)).toContain(message);
    expect(JSON.stringify(mapped) + String(mapped)).not.toContain('canary');
  },
);

it('leaves errors alone that are not of the server', () => {
  const own = new ConflictError('is protected');
  expect(mapPgError('x', own)).toBe(own);
  expect(mapPgError('x', 'text')).toBe('text');
  const mapped = mapPgError(
    'inner',
    failure('The server does not support SSL connections'),
  );
  expect(mapPgError('outer', mapped)).toBe(mapped);
});
