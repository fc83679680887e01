import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { facts } from '../__testUtils__/instances';
import { testRegion } from '../__testUtils__/testRegion';
import { message } from '../messages';
import { healthOf } from './healthOf';
import { observedDatabase } from './observation';
import { noDetails, type RegionDetails } from './RegionDetails';

const healthWith = (details: Partial<RegionDetails>) => {
  const recorded = { instance: facts() };
  const observation = {
    config: testRegion(),
    at: '2030-02-01T12:00:00.000Z',
    instances: [recorded],
    details: { ...noDetails, ...details },
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
