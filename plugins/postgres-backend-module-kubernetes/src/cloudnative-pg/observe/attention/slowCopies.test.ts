import { createSnapshot, aPod, NOW } from '../../__testUtils__/createSnapshot';
import { ObservationLog } from '../../__testUtils__/ObservationLog';

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

/** Returns the attention after so many minutes in a phase. */
function noteAfter(minutes: number, phase: string, recovery?: object) {
  const primary = phase === 'Setting up primary' ? undefined : 'orders-1';
  const snapshot = createSnapshot(
    {
      spec: { instances: 2, bootstrap: { recovery } },
      status: { phase, currentPrimary: primary, targetPrimary: primary },
    },
    { pods: [aPod('orders-1')] },
  );
  const log = new ObservationLog();
  log.database(snapshot, NOW);
  log.database(snapshot, later(minutes - 1));
  return log
    .database(snapshot, later(minutes))
    .attention.find(({ id }) => id === 'slow-copy')?.what.id;
}

it.each([
  ['Setting up primary', undefined, 'kubernetes.creationTakesLong'],
  ['Setting up primary', { source: 'b' }, 'kubernetes.restoreTakesLong'],
  ['Creating a new replica', undefined, 'kubernetes.copyTakesLong'],
])('notes that "%s" takes long, with recovery %j', (phase, recovery, id) => {
  expect(noteAfter(9, phase, recovery)).toBeUndefined();
  expect(noteAfter(11, phase, recovery)).toBe(id);
});
