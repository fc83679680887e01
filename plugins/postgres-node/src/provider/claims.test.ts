import {
  claimSchema,
  defineMessages,
  type Claim,
} from '@pgstage/backstage-plugin-postgres-common';
import { claimsOf, no, unknown } from './claims';

const { shownBy, yes } = claimsOf({
  usable: ['login'],
  safe: ['archive', 'backup'],
  recoveryWindow: ['archive'],
  archiving: ['instance'],
  instance: ['instance'],
});
const message = defineMessages('test', { notRead: 'not read yet' });
const at = '2026-11-26T10:00:00.000Z';

it('creates claims with source and observation time', () => {
  expect(yes('usable', 'login', new Date(at))).toEqual({
    value: true,
    source: 'login',
    at,
  });
  expect(no('instance', at)).toEqual({ value: false, source: 'instance', at });
  expect(shownBy('instance', 'instance', at)).toEqual({
    source: 'instance',
    at,
  });
  for (const claim of [yes('safe', 'backup', at), unknown(message('notRead'))])
    expect(claimSchema.parse(claim)).toEqual(claim);
});

it('compiles only with sufficient sources', () => {
  // @ts-expect-error A request is no evidence that the database works.
  yes('usable', 'request', at);
  // @ts-expect-error An operator's status does not show that WAL is archived.
  shownBy('archiving', 'engine', at);
  // @ts-expect-error A positive claim needs a source.
  const claim: Claim = { value: true, at };
  expect(claimSchema.safeParse(claim).success).toBe(false);
});
