import type { StandbyProbe } from '@pgstage/backstage-plugin-postgres-sql-node';
import { healthOf } from './healthOf';
import type { ObservedDatabase, Observation } from './observation';

const forbiddenWith = (probe: StandbyProbe) =>
  healthOf(
    {
      server: { seesStats: true, slots: [] },
      instances: [],
      sizes: new Map(),
      config: { standbys: [{ name: 's1' }] },
      probes: new Map([['s1', probe]]),
    } as unknown as Observation,
    { recorded: { name: 'orders' } } as ObservedDatabase,
  ).forbidden;

it('asks for a login where a standby refuses ours, not where it is down', () => {
  const refused = { error: 'password authentication failed', forbidden: true };
  expect(forbiddenWith(refused)).toEqual([
    {
      what: 'start and timeline of standby s1',
      needs: expect.stringContaining('password authentication failed'),
    },
  ]);
  expect(
    forbiddenWith({ error: 'it cannot be reached', forbidden: false }),
  ).toEqual([]);
});
