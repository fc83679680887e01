import { databaseRecord, facts } from '../../__testUtils__/instances';
import { message } from '../../messages';
import { credentialAttention } from './credentials';

const record = databaseRecord({
  spec: { options: { credentials: { cluster: 'prod', namespace: 'shop' } } },
});
const reference = { store: 'kubernetes', secretRef: 'prod/shop/orders' };
const rowsOf = (
  ...[entry, instance = {}, own = record]: [
    Parameters<typeof credentialAttention>[2]?,
    Parameters<typeof facts>[0]?,
    typeof record?,
  ]
) =>
  credentialAttention(
    { credentialStore: 'kubernetes' },
    { instance: facts(instance), record: own },
    entry,
  ).map(({ severity, what, meaning, nextStep, evidence }) => [
    severity,
    what.text,
    meaning.text,
    nextStep?.text,
    evidence,
  ]);

const what = 'The credentials cannot be stored in the namespace shop of prod.';
const next =
  'Backstage tries again every few minutes. If this persists, correct what the evidence names.';

it('is silent for an entry that is written, not known yet, or not requested', () => {
  expect(rowsOf({ reference })).toEqual([]);
  expect(rowsOf()).toEqual([]);
  const other = databaseRecord();
  expect(rowsOf({ error: 'down' }, {}, other)).toEqual([]);
});

it.each([
  [
    { error: 'down' },
    'warning',
    'Applications do not find user and password there.',
  ],
  [
    { error: 'down', reference },
    'warning',
    'It is unknown whether prod/shop/orders has the current password.',
  ],
  [
    { error: 'down', reference, outdated: true },
    'error',
    'AWS has replaced the password in prod/shop/orders: new connections with it fail.',
  ],
])('reports %j with what the store said', (entry, severity, meaning) => {
  expect(rowsOf(entry)).toEqual([[severity, what, meaning, next, 'down']]);
});

it('reports a password that AWS does not manage, but not while it is created', () => {
  const MasterUserSecret = undefined;
  expect(rowsOf({}, { MasterUserSecret })).toEqual([
    [
      'warning',
      what,
      'AWS does not manage the password of its master user. Ask the owner of the instance.',
      'Let AWS manage the password, or remove options.credentials.',
      undefined,
    ],
  ]);
  const DBInstanceStatus = 'creating';
  expect(rowsOf({}, { MasterUserSecret, DBInstanceStatus })).toEqual([]);
});

it('reports a store that is not configured any more', () => {
  const none = { credentialStore: undefined };
  const instance = facts();
  expect(credentialAttention(none, { instance, record }, undefined)).toEqual([
    expect.objectContaining({
      meaning: message('entryIsNotKept'),
      nextStep: message('configureStore'),
    }),
  ]);
  expect(credentialAttention(none, { instance }, undefined)).toEqual([]);
});
