import { message } from '../messages';
import { evaluateDatabase } from '../observe/evaluateDatabase';
import { NO_PREVIOUS_STATE } from '../observe/PreviousState';
import type { PhaseMeaning } from '../observe/PhaseMeaning';
import {
  backup,
  podOf,
  shop,
  shopRules,
  up,
  type Shop,
} from './__testUtils__/shop';
import { evaluationRulesOf } from './evaluationRulesOf';
import type { OperatorReport } from './OperatorReport';
import { observeSnapshot } from './observeSnapshot';

const rules = evaluationRulesOf<Shop>(shopRules, snapshot =>
  observeSnapshot(shopRules, snapshot),
);
const now = new Date('2026-03-03T10:00:00.000Z');
const look = (snapshot: Shop, previousState = NO_PREVIOUS_STATE, at = now) =>
  evaluateDatabase(rules, snapshot, at, previousState);

it('calls a database working that its operator, its pods and its service call so', () => {
  const { database } = look(up({}, { backups: [backup('b1')] }));
  expect(database).toMatchObject({
    ref: 'shop:test/default/orders',
    status: { state: 'working' },
    usable: { value: true, source: 'readiness' },
    safe: { value: true, source: 'backup' },
    summary: { instances: { total: 2, working: 2 } },
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
  expect(look(shop(), NO_PREVIOUS_STATE, created).database).toMatchObject({
    status: { state: 'changing' },
    usable: { value: false },
    safe: { value: false },
  });
});

describe('says when it was heard whether it can be used', () => {
  const heard = (minutes: number) => ({
    status: 'ok' as const,
    since: '',
    observedAt: new Date(now.getTime() - minutes * 60_000).toISOString(),
  });
  const statuses = {
    pods: heard(1),
    endpointSlices: heard(2),
    clusters: heard(3),
  };
  const down = [podOf('orders-0', { ready: false })];
  const noSlices = { ...heard(2), status: 'forbidden' as const };

  it.each<[string, Partial<Shop>, boolean, string, string]>([
    ['its endpoints', {}, true, 'readiness', 'endpointSlices'],
    [
      'its endpoints, which are none',
      { endpointSlices: [] },
      false,
      'readiness',
      'endpointSlices',
    ],
    ['its pods', { pods: down }, false, 'readiness', 'pods'],
    [
      'its pods, where endpoints cannot be seen',
      { statuses: { ...statuses, endpointSlices: noSlices } },
      true,
      'readiness',
      'pods',
    ],
  ])('by %s', (_, parts, value, source, kind) => {
    const { usable } = look(up({}, { statuses, ...parts })).database;
    const at = statuses[kind as keyof typeof statuses].observedAt;
    expect(usable).toEqual({ value, source, at });
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
  const snapshot = up({}, { pods, endpointSlices: [] });
  const { previousState } = look(up());
  const first = look(snapshot, previousState);
  expect(first.database.status.state).toBe('unknown');
  const later = new Date(now.getTime() + 5_000);
  expect(look(snapshot, first.previousState, later).database).toMatchObject({
    status: { state: 'attention', reason: 'The primary orders-0 is not ready' },
    usable: { value: false },
  });
});

/** What is told after a while of an operator that says the same all the time. */
function lookAfter(minutes: number, report: Partial<OperatorReport>) {
  const told = {
    ...shopRules,
    reportOf: (snapshot: Shop) => ({
      ...shopRules.reportOf(snapshot),
      ...report,
    }),
  };
  const own = evaluationRulesOf<Shop>(told, snapshot =>
    observeSnapshot(told, snapshot),
  );
  const { previousState } = evaluateDatabase(own, up(), now, NO_PREVIOUS_STATE);
  const later = new Date(now.getTime() + minutes * 60_000);
  return evaluateDatabase(own, up(), later, previousState).database;
}

const first: PhaseMeaning = {
  type: 'changing',
  label: 'Creating',
  creates: 'first',
};
const ids = ({ attention }: ReturnType<typeof lookAfter>) =>
  attention.map(({ id }) => id);

it('misses no pod of a first instance that runs', () => {
  const database = lookAfter(20, { meant: first });
  expect(database.status.state).toBe('changing');
  expect(ids(database)).not.toContain('overdue');
});

it('misses the pod of a standby where every instance runs', () => {
  const meant = { ...first, creates: 'standby' as const };
  expect(ids(lookAfter(3, { meant }))).toContain('overdue');
});

it('tells of copying only where data is copied', () => {
  const standby = { ...first, creates: 'standby' as const };
  const slow = (report: Partial<OperatorReport>) =>
    lookAfter(20, report).attention.find(({ id }) => id === 'slow-copy')?.what;
  expect(slow({ meant: first })).toEqual(message('creationTakesLong'));
  expect(slow({ meant: standby })).toEqual(message('copyTakesLong'));
  expect(slow({ meant: first, restored: true })).toEqual(
    message('restoreTakesLong'),
  );
});

it('says what the operator knows of a problem while the primary answers', () => {
  const { what, meaning, nextStep } = {
    what: message('primaryFailed'),
    meaning: message('waitForFailover'),
    nextStep: message('checkStandby'),
  };
  const meant = { type: 'attention' as const, what, meaning, nextStep };
  const row = { id: 'phase', what, nextStep };
  const worst = (report: Partial<OperatorReport>) =>
    lookAfter(0, { meant, ...report }).attention[0];
  expect(worst({})).toMatchObject({ ...row, severity: 'warning', meaning });
  expect(worst({ primary: undefined })).toMatchObject({
    ...row,
    severity: 'error',
    meaning: message('applicationsCannotWrite'),
  });
});
