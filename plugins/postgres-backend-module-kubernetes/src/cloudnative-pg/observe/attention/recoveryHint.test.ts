import { recordToAnnotations } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { snapshotWithoutParts, type CachedCloudNativePgPod } from '../../model';
import { message } from '../../messages';
import { UNRECOVERABLE } from '../phases';
import { toDatabase } from '../toDatabase';

const TIME = '2026-01-01T00:00:00Z';
const askForLog = {
  id: 'kubernetes.askForPodLog',
  text: 'Ask the platform team for the log of the pod.',
};

const stepFor = ({
  targetTime,
  job = 'full-recovery',
  phase = 'Setting up primary',
}: { targetTime?: string; job?: string; phase?: string } = {}) => {
  const snapshot = snapshotWithoutParts('test', {
    metadata: {
      name: 'copy',
      namespace: 'shop',
      annotations: recordToAnnotations({
        restored: { from: 'cloudnative-pg:test/shop/orders', targetTime },
      }),
    },
    spec: { instances: 1 },
    status: {
      phase,
      pgDataImageInfo: { image: 'postgres:15', majorVersion: 15 },
    },
  });
  const pod: Partial<CachedCloudNativePgPod> = {
    name: `copy-1-${job}-x`,
    cluster: 'copy',
    instance: 'copy-1',
    job,
    phase: 'Failed',
    createdAt: '2026-01-01T00:00:00Z',
    containers: [],
  };
  snapshot.pods = [pod as CachedCloudNativePgPod];
  const { attention } = toDatabase(snapshot, new Date());
  return attention.find(({ id }) => id === 'pod:copy-1')?.nextStep;
};

describe('a failing recovery', () => {
  it('reports what it waits for, and what helps', () => {
    expect(stepFor({ targetTime: TIME })).toEqual(
      message('restoreAwaitsCommit', { time: TIME, otherwise: askForLog }),
    );
  });

  it('no longer waits once the Job has used up its attempts', () => {
    expect(stepFor({ targetTime: TIME, phase: UNRECOVERABLE })).toEqual(
      message('restoreGaveUp', { time: TIME, otherwise: askForLog }),
    );
  });

  it('is not explained so if no point in time was requested', () => {
    expect(stepFor()).toEqual(askForLog);
  });
});

it('a failing major upgrade: the way back is shown', () => {
  expect(stepFor({ job: 'major-upgrade' })).toEqual(
    message('revertMajorUpgrade', { version: 15, otherwise: askForLog }),
  );
});
