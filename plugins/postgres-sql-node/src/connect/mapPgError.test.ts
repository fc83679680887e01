import { ConflictError } from '@backstage/errors';
import {
  UpstreamError,
  UpstreamForbiddenError,
  UpstreamRefusedError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { DatabaseError } from 'pg';
import { mapPgError } from './mapPgError';

const system = (name: string) => ({ name, settings: 'my.servers' });
const answer = (code: string, message: string) =>
  Object.assign(new DatabaseError(message, 1, 'error'), {
    code,
    detail: 'the detail.',
    hint: 'The hint.',
    where: 'canary',
    internalQuery: 'canary',
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
    'permission denied (the detail. The hint). Give the role',
  ],
  [
    answer('25006', 'cannot execute CREATE ROLE in a read-only transaction'),
    UpstreamRefusedError,
    "It is a standby: give the primary's address",
  ],
  [
    answer('55006', 'database "x" is being accessed by other users'),
    UpstreamRefusedError,
    '(the detail. The hint). End what uses it',
  ],
  [
    answer('08P01', 'unsupported startup parameter: statement_timeout'),
    UpstreamRefusedError,
    'It seems to be a pooler',
  ],
  [
    answer('2BP01', 'role "x" cannot be dropped'),
    UpstreamRefusedError,
    "(the detail. The hint) (SQLSTATE 2BP01). Ask the server's administrator",
  ],
  [
    answer('42704', 'required extension "cube" is not installed'),
    UpstreamRefusedError,
    'SQLSTATE 42704',
  ],
  [answer('55P03', 'lock not available'), UpstreamError, 'Try again'],
  [answer('40P01', 'deadlock detected'), UpstreamError, 'Try again'],
  [
    answer('57014', 'canceling statement due to statement timeout'),
    UpstreamTimeoutError,
    'statement timeout. Try again',
  ],
  [
    answer('57P03', 'the database system is starting up'),
    UpstreamError,
    'starting up (the detail. The hint). Try again when it is up',
  ],
  [
    answer('53300', 'sorry, too many clients already'),
    UpstreamError,
    'too many clients already (the detail. The hint). Ask',
  ],
  [answer('XX000', 'unexpected'), UpstreamError, 'unexpected (SQLSTATE XX000)'],
  [failure('timeout expired'), UpstreamTimeoutError, 'did not respond in time'],
  [
    failure('Query read timeout'),
    UpstreamTimeoutError,
    'did not respond in time',
  ],
  [
    failure('connect ETIMEDOUT', 'ETIMEDOUT'),
    UpstreamTimeoutError,
    'did not respond in time',
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
    const mapped = mapPgError(system('PostgreSQL server main'), error);
    expect(mapped).toBeInstanceOf(type);
    expect(String(mapped)).toContain('PostgreSQL server main failed: ');
    expect(String(mapped)).toContain(message);
    expect(JSON.stringify(mapped) + String(mapped)).not.toContain('canary');
  },
);

it('leaves errors alone that are not of the server', () => {
  const own = new ConflictError('is protected');
  expect(mapPgError(system('x'), own)).toBe(own);
  expect(mapPgError(system('x'), 'text')).toBe('text');
  const mapped = mapPgError(
    system('inner'),
    failure('The server does not support SSL connections'),
  );
  expect(mapPgError(system('outer'), mapped)).toBe(mapped);
});

it.each(['22P02', '23505', '23514', '42601', 'P0001', 'XX000', '28P01'])(
  'keeps DETAIL and HINT of %s to itself: they may quote rows and statements',
  state => {
    const mapped = String(mapPgError(system('x'), answer(state, 'no')));
    expect(mapped).not.toMatch(/detail|hint/i);
  },
);

it.each([
  ['standby', /no\. It is a standby: .*servers$/],
  ['setting', /default_transaction_read_only is on/],
  [undefined, /It is a standby: .*default_transaction_read_only is on/],
] as const)('says of a server that takes no writes: %s', (cause, message) => {
  expect(String(mapPgError(system('x'), answer('25006', 'no'), cause))).toMatch(
    message,
  );
});
