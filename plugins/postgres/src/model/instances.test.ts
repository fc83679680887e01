import { clusterHealth } from '../../dev/clusterFixtures';
import { byFitness, removedInstances } from './instances';
import { instanceText } from './instanceText';
import { idOf } from '../__testUtils__/idOf';
import { translate as t } from '../__testUtils__/translate';

const { instances } = clusterHealth();
const named = (name: string, changes: object) =>
  instances.map(instance =>
    instance.name === name ? { ...instance, ...changes } : instance,
  );
const names = (list: { name: string }[]) => list.map(({ name }) => name);

it('sorts working standbys with the least lag first', () => {
  expect(names(byFitness(instances))).toEqual(['orders-2', 'orders-3']);
  const behind = named('orders-2', { lag: { replayBytes: 5 } });
  expect(names(byFitness(behind))).toEqual(['orders-3', 'orders-2']);
  const broken = named('orders-2', { state: 'attention' });
  expect(names(byFitness(broken))).toEqual(['orders-3', 'orders-2']);
  const unknown = named('orders-2', { lag: undefined });
  expect(names(byFitness(unknown))).toEqual(['orders-3', 'orders-2']);
});

it('returns removed instances: first those that do not run, then the highest number, never the primary', () => {
  expect(names(removedInstances(instances, 2))).toEqual(['orders-3']);
  expect(names(removedInstances(instances, 1))).toEqual([
    'orders-3',
    'orders-2',
  ]);
  const broken = named('orders-2', { state: 'attention' });
  expect(names(removedInstances(broken, 2))).toEqual(['orders-2']);
  const moved = clusterHealth({}, 'orders-3').instances;
  expect(names(removedInstances(moved, 2))).toEqual(['orders-2']);
  const [first, ...rest] = instances;
  const tenth = [first, { ...rest[0], name: 'orders-10' }, rest[1]];
  expect(names(removedInstances(tenth, 2))).toEqual(['orders-10']);
  expect(removedInstances(instances, 5)).toEqual([]);
});

it('describes an instance in one line', () => {
  expect(instances.map(instance => instanceText(t, idOf, instance))).toEqual([
    'orders-1 (primary, on worker-1): demo.acceptsWrites',
    'orders-2 (on worker-2): demo.streaming, lag 1.6\u00a0ms (0\u00a0B)',
    'orders-3 (on worker-3): demo.streaming, lag 2.4\u00a0ms (0\u00a0B)',
  ]);
});
