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

it('reports a standby that rejects the login as forbidden, but not one that is down', () => {
  const rejected = { error: 'password authentication failed', forbidden: true };
  expect(forbiddenWith(rejected)).toEqual([
    {
      what: 'start and timeline of standby s1',
      needs: expect.stringContaining('password authentication failed'),
    },
  ]);
  expect(
    forbiddenWith({ error: 'it cannot be reached', forbidden: false }),
  ).toEqual([]);
});
