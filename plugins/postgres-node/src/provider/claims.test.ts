import {
  claimSchema,
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
const at = '2026-11-26T10:00:00.000Z';

it('makes claims that carry where they come from and when that was seen', () => {
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
  for (const claim of [yes('safe', 'backup', at), unknown('not read yet')])
    expect(claimSchema.parse(claim)).toEqual(claim);
});

it('compiles for sufficient sources alone', () => {
  // @ts-expect-error What was asked for is no evidence that it works.
  yes('usable', 'request', at);
  // @ts-expect-error An operator's status does not show that WAL is archived.
  shownBy('archiving', 'engine', at);
  // @ts-expect-error Without a source there is no yes.
  const claim: Claim = { value: true, at };
  expect(claimSchema.safeParse(claim).success).toBe(false);
});
