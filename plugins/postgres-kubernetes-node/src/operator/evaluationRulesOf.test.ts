import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
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
const evaluate = (
  snapshot: Shop,
  previousState = NO_PREVIOUS_STATE,
  at = now,
) => evaluateDatabase(rules, snapshot, at, previousState);

it('is working if operator, pods and service report it', () => {
  const { database } = evaluate(up({}, { backups: [backup('b1')] }));
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
  const { database } = evaluate(up({ status: { login: undefined } }));
  expect(database.usable).toMatchObject({ value: false, source: 'engine' });
});

it('is unknown in a new phase', () => {
  const { database } = evaluate(up({ status: { phase: 'Molting' } }));
  expect(database.status).toMatchObject({
    state: 'unknown',
    reason: providerMessage('verbatim', { text: 'Molting' }),
  });
});

it('is being created before the operator has reported anything', () => {
  const created = new Date('2026-03-01T10:00:01.000Z');
  expect(evaluate(shop(), NO_PREVIOUS_STATE, created).database).toMatchObject({
    status: { state: 'changing' },
    usable: { value: false },
    safe: { value: false },
  });
});

describe('dates the evidence by the last observation', () => {
  const observed = (minutes: number) => ({
    status: 'ok' as const,
    since: '',
    observedAt: new Date(now.getTime() - minutes * 60_000).toISOString(),
  });
  const statuses = {
    pods: observed(1),
    endpointSlices: observed(2),
    clusters: observed(3),
  };
  const down = [podOf('orders-0', { ready: false })];
  const noSlices = { ...observed(2), status: 'forbidden' as const };

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
      'its pods, if endpoints cannot be read',
      { statuses: { ...statuses, endpointSlices: noSlices } },
      true,
      'readiness',
      'pods',
    ],
  ])('by %s', (_, parts, value, source, kind) => {
    const { usable } = evaluate(up({}, { statuses, ...parts })).database;
    const at = statuses[kind as keyof typeof statuses].observedAt;
    expect(usable).toEqual({ value, source, at });
  });
});

it('is unknown if pods cannot be read', () => {
  const statuses = { pods: { status: 'forbidden' as const, since: '' } };
  const { database } = evaluate(up({}, { statuses }));
  expect(database.status.state).toBe('unknown');
  expect(database.usable.value).toBeNull();
});

it('is unknown while no primary is reported', () => {
  const { database } = evaluate(up({ status: { primary: undefined } }));
  expect(database.status).toMatchObject({
    state: 'unknown',
    reason: message('primaryUnknown'),
  });
  expect(database.usable.value).toBe(false);
});

it('needs attention once the primary is down for more than seconds', () => {
  const pods = [podOf('orders-0', { ready: false }), podOf('orders-1')];
  const snapshot = up({}, { pods, endpointSlices: [] });
  const { previousState } = evaluate(up());
  const first = evaluate(snapshot, previousState);
  expect(first.database.status.state).toBe('unknown');
  const later = new Date(now.getTime() + 5_000);
  expect(evaluate(snapshot, first.previousState, later).database).toMatchObject(
    {
      status: {
        state: 'attention',
        reason: message('primaryNotReady', { name: 'orders-0' }),
      },
      usable: { value: false },
    },
  );
});

/** The result after a while without a change of the operator's report. */
function attentionAfter(minutes: number, report: Partial<OperatorReport>) {
  const reporting = {
    ...shopRules,
    reportOf: (snapshot: Shop) => ({
      ...shopRules.reportOf(snapshot),
      ...report,
    }),
  };
  const own = evaluationRulesOf<Shop>(reporting, snapshot =>
    observeSnapshot(reporting, snapshot),
  );
  const { previousState } = evaluateDatabase(own, up(), now, NO_PREVIOUS_STATE);
  const later = new Date(now.getTime() + minutes * 60_000);
  return evaluateDatabase(own, up(), later, previousState).database;
}

const first: PhaseMeaning = {
  type: 'changing',
  label: message('creating'),
  creates: 'first',
};
const ids = ({ attention }: ReturnType<typeof attentionAfter>) =>
  attention.map(({ id }) => id);

it('does not miss the pod of a running first instance', () => {
  const database = attentionAfter(20, { phaseMeaning: first });
  expect(database.status.state).toBe('changing');
  expect(ids(database)).not.toContain('overdue');
});

it('misses the pod of a standby if every instance runs', () => {
  const phaseMeaning = { ...first, creates: 'standby' as const };
  expect(ids(attentionAfter(3, { phaseMeaning }))).toContain('overdue');
});

it('reports a slow copy only if data is copied', () => {
  const standby = { ...first, creates: 'standby' as const };
  const slow = (report: Partial<OperatorReport>) =>
    attentionAfter(20, report).attention.find(({ id }) => id === 'slow-copy')
      ?.what;
  expect(slow({ phaseMeaning: first })).toEqual(message('creationTakesLong'));
  expect(slow({ phaseMeaning: standby })).toEqual(message('copyTakesLong'));
  expect(slow({ phaseMeaning: first, restored: true })).toEqual(
    message('restoreTakesLong'),
  );
});

it('reports the problem of the operator while the primary is ready', () => {
  const { what, meaning, nextStep } = {
    what: message('primaryFailed'),
    meaning: message('waitForFailover'),
    nextStep: message('checkStandby'),
  };
  const phaseMeaning = { type: 'attention' as const, what, meaning, nextStep };
  const row = { id: 'phase', what, nextStep };
  const worst = (report: Partial<OperatorReport>) =>
    attentionAfter(0, { phaseMeaning, ...report }).attention[0];
  expect(worst({})).toMatchObject({ ...row, severity: 'warning', meaning });
  expect(worst({ primary: undefined })).toMatchObject({
    ...row,
    severity: 'error',
    meaning: message('applicationsCannotWrite'),
  });
});
