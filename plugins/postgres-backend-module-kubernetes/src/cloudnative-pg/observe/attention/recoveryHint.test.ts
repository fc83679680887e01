import type { Moment } from '../moment';
import { factsOf } from '../facts';
import { Memory } from '../Memory';
import { foundAlone, recordToAnnotations, type KeptPod } from '../../model';
import { podCauses } from './pods';

const moment = (targetTime?: string): Moment => {
  const found = foundAlone('test', {
    metadata: {
      name: 'copy',
      namespace: 'shop',
      annotations: recordToAnnotations({
        restored: { from: 'cloudnative-pg:test/shop/orders', targetTime },
      }),
    },
    spec: { instances: 1 },
    status: { phase: 'Setting up primary' },
  });
  const pod: Partial<KeptPod> = {
    name: 'copy-1-full-recovery-x',
    cluster: 'copy',
    instance: 'copy-1',
    job: 'full-recovery',
    phase: 'Failed',
    createdAt: '2026-01-01T00:00:00Z',
    containers: [],
  };
  found.pods = [pod as KeptPod];
  return {
    found,
    facts: factsOf(found),
    memory: new Memory(),
    now: new Date(),
  };
};

describe('a recovery that fails', () => {
  it('tells what to do where nothing was written after the moment', () => {
    const [cause] = podCauses(moment('2026-01-01T00:00:00Z'));
    expect(cause.nextStep).toMatch(
      /nothing was written to the source after 2026-01-01T00:00:00Z, remove.*restore again without a moment/,
    );
  });

  it('does not guess so where no moment was asked for', () => {
    expect(podCauses(moment())[0].nextStep).not.toContain('without a moment');
  });
});
