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
const serverError = (code: string, message: string) =>
  Object.assign(new DatabaseError(message, 1, 'error'), {
    code,
    detail: 'The detail.',
    hint: 'The hint.',
    where: 'canary',
    internalQuery: 'canary',
  });
const failure = (message: string, code?: string) =>
  Object.assign(new Error(message), { code });

it.each([
  [
    serverError('28P01', 'password authentication failed'),
    UpstreamForbiddenError,
    'password authentication failed. Check user and password',
  ],
  [
    serverError('42501', 'permission denied'),
    UpstreamForbiddenError,
    'permission denied (The detail. The hint). Grant this right',
  ],
  [
    serverError(
      '25006',
      'cannot execute CREATE ROLE in a read-only transaction',
    ),
    UpstreamRefusedError,
    'It is a standby: set the address of the primary',
  ],
  [
    serverError('55006', 'database "x" is being accessed by other users'),
    UpstreamRefusedError,
    '(The detail. The hint). End the sessions that use it',
  ],
  [
    serverError('08P01', 'unsupported startup parameter: statement_timeout'),
    UpstreamRefusedError,
    'This is probably a pooler',
  ],
  [
    serverError('2BP01', 'role "x" cannot be dropped'),
    UpstreamRefusedError,
    '(The detail. The hint) (SQLSTATE 2BP01). Ask the administrator of the server',
  ],
  [
    serverError('42704', 'required extension "cube" is not installed'),
    UpstreamRefusedError,
    'SQLSTATE 42704',
  ],
  [serverError('55P03', 'lock not available'), UpstreamError, 'Try again'],
  [serverError('40P01', 'deadlock detected'), UpstreamError, 'Try again'],
  [
    serverError('57014', 'canceling statement due to statement timeout'),
    UpstreamTimeoutError,
    'statement timeout. Try again',
  ],
  [
    serverError('57P03', 'the database system is starting up'),
    UpstreamError,
    'starting up (The detail. The hint). Try again when it accepts connections',
  ],
  [
    serverError('53300', 'sorry, too many clients already'),
    UpstreamError,
    'too many clients already (The detail. The hint). Ask',
  ],
  [
    serverError('XX000', 'unexpected'),
    UpstreamError,
    'unexpected (SQLSTATE XX000)',
  ],
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
    'the connection was lost',
  ],
  [
    failure('certificate has expired', 'CERT_HAS_EXPIRED'),
    UpstreamError,
    'TLS: certificate has expired',
  ],
])(
  'maps %p to an error with the server, its message and the next step',
  (error, type, message) => {
    const mapped = mapPgError(system('PostgreSQL server main'), error);
    expect(mapped).toBeInstanceOf(type);
    expect(String(mapped)).toContain('PostgreSQL server main failed: ');
    expect(String(mapped)).toContain(message);
    expect(JSON.stringify(mapped) + String(mapped)).not.toContain('canary');
  },
);

it('returns errors that are not of the server unchanged', () => {
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
  'omits DETAIL and HINT of %s, which can contain rows and statements',
  state => {
    const mapped = String(mapPgError(system('x'), serverError(state, 'no')));
    expect(mapped).not.toMatch(/detail|hint/i);
  },
);

it.each([
  ['standby', /no\. It is a standby: .*servers$/],
  ['setting', /default_transaction_read_only is on/],
  [undefined, /It is a standby: .*default_transaction_read_only is on/],
] as const)('names the cause of a read-only server: %s', (cause, message) => {
  expect(
    String(mapPgError(system('x'), serverError('25006', 'no'), cause)),
  ).toMatch(message);
});

it.each([
  [failure('connect', 'ECONNREFUSED'), 'it cannot be reached (ECONNREFUSED)'],
  [failure('timeout expired'), 'it did not respond in time'],
])('has the next step of the system for %s', (error, what) => {
  const mapped = mapPgError(
    { ...system('db'), nextSteps: { network: 'Check the security group' } },
    error,
  );
  expect(String(mapped)).toContain(
    `db failed: ${what}. Check the security group`,
  );
});

it('has the next step of the system for an untrusted certificate', () => {
  const mapped = mapPgError(
    { ...system('db'), nextSteps: { tls: 'Check the certificates' } },
    failure('self-signed certificate', 'SELF_SIGNED_CERT_IN_CHAIN'),
  );
  expect(String(mapped)).toMatch(
    /TLS: self-signed certificate\. Check the certificates$/,
  );
});
