import { createSnapshot, aJobPod, NOW } from '../__testUtils__/createSnapshot';
import { ObservationLog } from '../__testUtils__/ObservationLog';
import type { CachedCloudNativePgPod } from '../model';
import { toDatabase } from './toDatabase';

const UNRECOVERABLE = 'Cluster is unrecoverable and needs manual intervention';
const HOUR = 3_600_000;

const waiting = (reason: string, phase = 'Pending') =>
  aJobPod('orders-1', 'initdb', {
    phase,
    containerStatuses: [{ name: 'initdb', state: { waiting: { reason } } }],
  });
const unplaced = (message: string) =>
  aJobPod('orders-1', 'initdb', {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', message }],
  });

/** The step that a task waits for, an hour into a create. */
function nextStep(
  phase: string | undefined,
  pods: CachedCloudNativePgPod[] = [],
) {
  const snapshot = createSnapshot(
    {
      creationTimestamp: NOW.toISOString(),
      status: { phase, currentPrimary: undefined, instanceNames: ['orders-1'] },
    },
    { pods, endpointSlices: [] },
  );
  const log = new ObservationLog();
  log.database(snapshot, NOW);
  const later = new Date(NOW.getTime() + HOUR);
  const { steps, status } = log.database(snapshot, later);
  expect(status.state).toBe('attention');
  return steps.find(({ state }) => state !== 'done');
}

it.each([
  ['no CPU', unplaced('0/3 nodes are available: 3 Insufficient cpu.')],
  ['no volume', unplaced('pod has unbound immediate PersistentVolumeClaims')],
  ['an image that may be pushed', waiting('ErrImagePull')],
  ['the same, between two attempts', waiting('ImagePullBackOff')],
  ['no registry', waiting('RegistryUnavailable')],
  ['no Secret', waiting('CreateContainerConfigError')],
  ['a container runtime in trouble', waiting('CreateContainerError')],
  ['crashes', waiting('CrashLoopBackOff', 'Running')],
  ['a volume that cannot be attached', waiting('ContainerCreating')],
  ['a failed attempt', aJobPod('orders-1', 'initdb', { phase: 'Failed' })],
])('continues to wait for what may recover: %s', (_, pod) => {
  expect(nextStep('Setting up primary', [pod])).toMatchObject({
    state: 'running',
    message: {
      id: 'kubernetes.withEvidence',
      params: {
        what: { params: { name: 'orders-1 (initdb)' } },
        evidence: expect.stringMatching(/^orders-1-initdb-x/),
      },
    },
  });
});

it.each([
  ['an operator that has not started', undefined],
  ['a quota that is used up', 'Setting up primary'],
  [
    'a plugin that is not installed yet',
    'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
  ],
  [
    'a plugin that fails',
    'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
  ],
  [
    'an unavailable webhook, or a quota',
    'Unable to create required cluster objects',
  ],
  ['a catalog', 'Cluster has incomplete or invalid image catalog'],
  ['a full disk', 'Not enough disk space'],
  ['a network', 'Instance Status Extraction Error: HTTP communication issue'],
])('continues to wait for what may recover: %s', (_, phase) => {
  expect(nextStep(phase)).toMatchObject({
    state: 'running',
    message: { id: expect.any(String) },
  });
});

it.each([
  ['an invalid image name', 'Setting up primary', waiting('InvalidImageName')],
  ['an invalid definition', 'Invalid cluster definition', undefined],
  [
    'a Job that used up its attempts',
    UNRECOVERABLE,
    aJobPod('orders-1', 'initdb', { phase: 'Failed' }),
  ],
])('fails with what cannot recover: %s', (_, phase, pod) => {
  expect(nextStep(phase, pod && [pod])).toMatchObject({ state: 'failed' });
});

it('treats nothing as final that it cannot observe', () => {
  const snapshot = createSnapshot(
    {
      status: {
        phase: UNRECOVERABLE,
        currentPrimary: undefined,
        instanceNames: ['orders-1'],
      },
    },
    {
      pods: [],
      endpointSlices: [],
      statuses: { pods: { status: 'unreachable', since: '' } },
    },
  );
  expect(
    toDatabase(snapshot, NOW).steps.map(({ state }) => state),
  ).not.toContain('failed');
});
