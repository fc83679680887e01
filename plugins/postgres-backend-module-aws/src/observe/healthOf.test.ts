import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { facts } from '../__testUtils__/instances';
import { testRegion } from '../__testUtils__/testRegion';
import { message } from '../messages';
import type { LoginState } from '../sql';
import { healthOf } from './healthOf';
import { observedDatabase } from './observation';
import { noDetails, type RegionDetails } from './RegionDetails';

const healthWith = (
  details: Partial<RegionDetails>,
  login?: LoginState,
  instance = {},
) => {
  const recorded = { instance: facts(instance) };
  const observation = {
    config: testRegion(),
    at: '2030-02-01T12:00:00.000Z',
    instances: [recorded],
    details: { ...noDetails, ...details },
    loginOf: () => login,
  };
  return healthOf(observation, observedDatabase(observation, recorded));
};

it('lists as forbidden only what a missing permission prevents', () => {
  const { forbidden, parts } = healthWith({
    snapshots: { error: 'rds:DescribeDBSnapshots: denied', forbidden: true },
    windows: { error: 'no response', forbidden: false },
  });
  expect(forbidden).toEqual([
    {
      what: message('snapshots'),
      needs: providerMessage('verbatim', {
        text: 'rds:DescribeDBSnapshots: denied',
      }),
    },
  ]);
  expect(parts).toContainEqual({
    kind: 'condition',
    name: 'windows',
    title: message('recoveryWindow'),
    state: 'unknown',
    reason: message('notRead', { error: 'no response' }),
  });
});

describe('after a login', () => {
  const at = '2030-02-01T11:58:00.000Z';
  const sqlFacts = {
    startedAt: '2030-02-01T10:00:00.000Z',
    sizeBytes: 8_000_000,
    connections: { used: 3, allowed: 97 },
    slots: [{ name: 'orders', type: 'logical' as const, active: true, pid: 7 }],
  };
  const sqlPart = ({ parts = [] }: ReturnType<typeof healthWith>) =>
    parts.find(({ name }) => name === 'sql');

  it('shows what PostgreSQL reported, with its time', () => {
    const health = healthWith({}, { at, works: true, facts: sqlFacts });
    expect(health).toMatchObject({
      instances: [
        {
          name: 'orders',
          state: 'working',
          evidence: { source: 'instance', at },
          startedAt: sqlFacts.startedAt,
        },
      ],
      sizeBytes: 8_000_000,
      connections: { used: 3, allowed: 97 },
    });
    expect(health.slots).toEqual([
      { name: 'orders', type: 'logical', active: true },
    ]);
    expect(sqlPart(health)?.reason).toEqual(message('readBySql', { at }));
  });

  it('says why it could not be read', () => {
    const health = healthWith({}, { at, works: true, factsError: 'late' });
    expect(health.instances[0].state).toBe('working');
    expect(health.connections).toBeUndefined();
    expect(sqlPart(health)?.reason).toEqual(
      message('notRead', { error: 'late' }),
    );
  });

  it.each<[string, LoginState]>([
    ['unknown', 'pending'],
    ['unknown', { at, message: 'no route' }],
    ['attention', { at, works: false, message: 'refused' }],
  ])('has the state %s after %j', (state, login) => {
    const health = healthWith({}, login);
    expect(health.instances[0].state).toBe(state);
    expect(sqlPart(health)).toBeUndefined();
  });

  it('has no evidence of an earlier login while the instance changes', () => {
    const health = healthWith(
      {},
      { at, works: true, facts: sqlFacts },
      { DBInstanceStatus: 'rebooting' },
    );
    expect(health.instances[0].state).toBe('changing');
    expect(health.sizeBytes).toBeUndefined();
  });
});
