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

describe('a recovery that fails', () => {
  it('tells what it waits for, and what makes it go on', () => {
    expect(stepFor({ targetTime: TIME })).toEqual(
      message('restoreAwaitsCommit', { time: TIME, otherwise: askForLog }),
    );
  });

  it('does not wait any more once the Job has used up its attempts', () => {
    expect(stepFor({ targetTime: TIME, phase: UNRECOVERABLE })).toEqual(
      message('restoreGaveUp', { time: TIME, otherwise: askForLog }),
    );
  });

  it('does not guess so where no moment was asked for', () => {
    expect(stepFor()).toEqual(askForLog);
  });
});

it('a major upgrade that fails: the way back is told', () => {
  expect(stepFor({ job: 'major-upgrade' })).toEqual(
    message('revertMajorUpgrade', { version: 15, otherwise: askForLog }),
  );
});
