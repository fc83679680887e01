import {
  podOf,
  shopRules,
  up,
  type Shop,
} from '../operator/__testUtils__/shop';
import { lookRulesOf } from '../operator/lookRulesOf';
import { seenBy } from '../operator/seenBy';
import { healthMoment } from './healthMoment';
import { lookAt } from './lookAt';
import { NO_PAST } from './Past';

const rules = lookRulesOf<Shop>(shopRules, found => seenBy(shopRules, found));
const now = new Date('2026-03-03T10:00:00.000Z');
const health = (found: Shop, past = NO_PAST) =>
  healthMoment(rules, found, now, past);

it('tells parts and rights, and that nothing is being done', () => {
  expect(health(up())).toMatchObject({
    changing: false,
    facts: { ready: 2, wanted: 2 },
    parts: [{ kind: 'service', name: 'orders-rw' }],
    forbidden: [],
  });
  const statuses = { pods: { status: 'forbidden' as const, since: '' } };
  expect(health(up({}, { statuses })).forbidden).toEqual([
    { what: expect.any(String), needs: 'list and watch on pods' },
  ]);
});

it('says that something is being done, as a look at the database does', () => {
  const found = up({ status: { phase: undefined } });
  const { database, past } = lookAt(rules, found, now, NO_PAST);
  expect(database.status.state).not.toBe('working');
  expect(health(found, past).changing).toBe(true);
});

it('changes nothing of what is remembered', () => {
  const { past } = lookAt(rules, up(), now, NO_PAST);
  const before = JSON.stringify(past);
  health(up({}, { pods: [podOf('orders-0', { ready: false })] }), past);
  expect(JSON.stringify(past)).toBe(before);
});
