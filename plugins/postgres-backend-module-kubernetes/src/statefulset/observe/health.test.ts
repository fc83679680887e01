import { NO_PREVIOUS_STATE } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { NOW, snapshotFor } from '../__testUtils__/snapshotFor';
import { message } from '../messages';
import type { Replication, ServerMetrics } from '../monitoring';
import { healthOf } from './health';

const up = { ready: true };
const at = new Date('2026-03-01T11:59:59Z');

/** Returns the health of a primary and a standby of which the primary reports this. */
function health(
  replication: Partial<Replication>,
  more: Partial<ServerMetrics> = {},
) {
  const metrics: ServerMetrics = {
    at,
    isPrimary: true,
    replicationOf: () => ({ lost: false, ...replication }),
    ...more,
  };
  return healthOf(snapshotFor([up, up]), NO_PREVIOUS_STATE, metrics, NOW);
}

const standby = (replication: Partial<Replication>) =>
  health(replication).instances[1];

it('shows that a standby streams only by a response of the primary, with its lag', () => {
  expect(
    standby({ state: 'streaming', active: true, replayBytes: 4096 }),
  ).toMatchObject({
    state: 'working',
    reason: message('streaming'),
    evidence: { source: 'instance', at: at.toISOString() },
    lag: { replayBytes: 4096 },
  });
});

it.each([
  ['changing', 'catchup', message('catchingUp', { state: 'catchup' })],
  ['attention', undefined, message('notReplicating')],
])('is %s if the primary sends %s', (state, sender, reason) => {
  expect(standby({ state: sender, active: false })).toMatchObject({
    state,
    reason,
  });
});

it('reports that the primary has removed WAL that a standby needs', () => {
  expect(standby({ active: false, lost: true })).toMatchObject({
    state: 'attention',
    reason: message('walLost'),
  });
});

it('does not know what the exporter does not report', () => {
  expect(standby({})).toMatchObject({
    state: 'unknown',
    reason: message('replicationUnknown'),
  });
});

it('reports a primary that is in recovery, and nothing of its standbys', () => {
  const [primary, other] = health(
    { state: 'streaming', replayBytes: 0 },
    { isPrimary: false },
  ).instances;
  expect(primary).toMatchObject({
    state: 'attention',
    reason: message('isReadOnly'),
  });
  expect(other).toMatchObject({ state: 'unknown' });
  expect(other.lag).toBeUndefined();
});

it('contains size and connections', () => {
  const connections = { used: 3, allowed: 100 };
  expect(health({}, { sizeBytes: 5, connections })).toMatchObject({
    sizeBytes: 5,
    connections,
  });
});
