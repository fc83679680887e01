import type { StandbyProbe } from '@pgstage/backstage-plugin-postgres-sql-node';
import { message } from '../messages';
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
      what: message('startOfStandby', { name: 's1' }),
      needs: message('needsLogin', { error: 'password authentication failed' }),
    },
  ]);
  expect(
    forbiddenWith({ error: 'it cannot be reached', forbidden: false }),
  ).toEqual([]);
});
