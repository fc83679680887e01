import { lookAt } from '../observe/lookAt';
import { NO_PAST } from '../observe/Past';
import {
  backup,
  podOf,
  shop,
  shopRules,
  up,
  type Shop,
} from './__testUtils__/shop';
import { lookRulesOf } from './lookRulesOf';
import { seenBy } from './seenBy';

const rules = lookRulesOf<Shop>(shopRules, found => seenBy(shopRules, found));
const now = new Date('2026-03-03T10:00:00.000Z');
const look = (found: Shop, past = NO_PAST, at = now) =>
  lookAt(rules, found, at, past);

it('calls a database working that its operator, its pods and its service call so', () => {
  const { database } = look(up({}, { backups: [backup('b1')] }));
  expect(database).toMatchObject({
    ref: 'shop:test/default/orders',
    status: { state: 'working' },
    usable: { value: true, source: 'readiness' },
    safe: { value: true, source: 'backup' },
    summary: { members: { total: 2, working: 2 } },
    attention: [],
  });
});

it('is not usable without a login', () => {
  const { database } = look(up({ status: { login: undefined } }));
  expect(database.usable).toMatchObject({ value: false, source: 'engine' });
});

it('does not know a phase that is new', () => {
  const { database } = look(up({ status: { phase: 'Molting' } }));
  expect(database.status).toMatchObject({
    state: 'unknown',
    reason: 'Molting',
  });
});

it('is being created before the operator has said anything', () => {
  const created = new Date('2026-03-01T10:00:01.000Z');
  expect(look(shop(), NO_PAST, created).database).toMatchObject({
    status: { state: 'changing' },
    usable: { value: false },
    safe: { value: false },
  });
});

it('is unknown where pods cannot be seen', () => {
  const statuses = { pods: { status: 'forbidden' as const, since: '' } };
  const { database } = look(up({}, { statuses }));
  expect(database.status.state).toBe('unknown');
  expect(database.usable.value).toBeNull();
});

it('is unknown while nobody says which instance is the primary', () => {
  const { database } = look(up({ status: { primary: undefined } }));
  expect(database.status).toMatchObject({
    state: 'unknown',
    reason: 'The operator does not say which instance is the primary',
  });
  expect(database.usable.value).toBe(false);
});

it('needs attention once the primary is down for longer than a moment', () => {
  const pods = [podOf('orders-0', { ready: false }), podOf('orders-1')];
  const found = up({}, { pods, endpointSlices: [] });
  const { past } = look(up());
  const first = look(found, past);
  expect(first.database.status.state).toBe('unknown');
  const later = new Date(now.getTime() + 5_000);
  expect(look(found, first.past, later).database).toMatchObject({
    status: { state: 'attention', reason: 'The primary orders-0 is not ready' },
    usable: { value: false },
  });
});
