import { ago, snapshotFor } from '../__testUtils__/snapshotFor';
import { namesOf } from '../model';
import { nextRestart } from './restarts';

const up = { ready: true };
const { instance } = namesOf('orders');

/** Returns what is restarted next if a restart was requested a minute ago. */
function next(
  restarted: Array<'not yet' | 'ready' | 'not ready'>,
  more: { primary?: string; requestedAt?: string } = {},
) {
  const { primary = instance(0), requestedAt = ago(60) } = more;
  const created = snapshotFor(restarted.map(() => up));
  return nextRestart({
    ...created,
    cluster: {
      ...created.cluster,
      primary,
      restartRequestedAt: requestedAt,
    },
    statefulSets: created.statefulSets.map((set, index) => ({
      ...set,
      restartedAt: restarted[index] === 'not yet' ? ago(3600) : ago(30),
      ready: restarted[index] !== 'not ready',
    })),
  })?.name;
}

it('restarts standbys first, each once the one before is ready', () => {
  expect(next(['not yet', 'not yet', 'not yet'])).toBe(instance(1));
  expect(next(['not yet', 'not ready', 'not yet'])).toBeUndefined();
  expect(next(['not yet', 'ready', 'not yet'])).toBe(instance(2));
  expect(next(['not yet', 'ready', 'not ready'])).toBeUndefined();
  expect(next(['not yet', 'ready', 'ready'])).toBe(instance(0));
  expect(next(['ready', 'ready', 'ready'])).toBeUndefined();
});

it('restarts the primary last, whichever instance it is', () => {
  expect(next(['not yet', 'not yet'], { primary: instance(1) })).toBe(
    instance(0),
  );
});

it('does not restart instances that are younger than the request', () => {
  expect(next(['not yet'], { requestedAt: ago(7200) })).toBeUndefined();
});
