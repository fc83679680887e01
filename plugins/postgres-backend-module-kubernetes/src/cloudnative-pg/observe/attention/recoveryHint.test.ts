import { recordToAnnotations } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { Memory } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { Moment } from '../moment';
import { factsOf } from '../facts';
import { foundAlone, type KeptPod } from '../../model';
import { UNRECOVERABLE } from '../phases';
import { podCauses } from './pods';

const moment = ({
  targetTime,
  job = 'full-recovery',
}: { targetTime?: string; job?: string } = {}): Moment => {
  const found = foundAlone('test', {
    metadata: {
      name: 'copy',
      namespace: 'shop',
      annotations: recordToAnnotations({
        restored: { from: 'cloudnative-pg:test/shop/orders', targetTime },
      }),
    },
    spec: { instances: 1 },
    status: {
      phase: 'Setting up primary',
      pgDataImageInfo: { image: 'postgres:15', majorVersion: 15 },
    },
  });
  const pod: Partial<KeptPod> = {
    name: `copy-1-${job}-x`,
    cluster: 'copy',
    instance: 'copy-1',
    job,
    phase: 'Failed',
    createdAt: '2026-01-01T00:00:00Z',
    containers: [],
  };
  found.pods = [pod as KeptPod];
  return {
    found,
    facts: factsOf(found),
    memory: new Memory(),
    course: { failover: false },
    now: new Date(),
  };
};

describe('a recovery that fails', () => {
  it('tells what it waits for, and what makes it go on', () => {
    const [cause] = podCauses(moment({ targetTime: '2026-01-01T00:00:00Z' }));
    expect(cause.nextStep).toMatch(
      /no commit after 2026-01-01T00:00:00Z: commit something to the source.*goes on by itself.*archived.*Or remove.*without a moment.*is missing in the archive, no try succeeds/,
    );
  });

  it('does not wait any more once the Job has used up its attempts', () => {
    const given = moment({ targetTime: '2026-01-01T00:00:00Z' });
    given.found.cluster.status.phase = UNRECOVERABLE;
    const [cause] = podCauses(given);
    expect(cause.nextStep).toMatch(/given up by now: remove.*without a moment/);
    expect(cause.nextStep).not.toContain('by itself');
  });

  it('does not guess so where no moment was asked for', () => {
    expect(podCauses(moment())[0].nextStep).not.toContain('without a moment');
  });
});

it('a major upgrade that fails: the way back is told', () => {
  const [cause] = podCauses(moment({ job: 'major-upgrade' }));
  expect(cause.nextStep).toMatch(/^Set the version back to 15: .*log/);
});
