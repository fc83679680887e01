import { createSnapshot, aPart, NOW } from '../../__testUtils__/createSnapshot';
import { DISK_FULL } from '../phases';
import { toDatabase } from '../toDatabase';

it.each([
  ['1Gi', '1Gi', { id: 'cloudnativePg.expandVolumeThenSize' }],
  [
    '2Gi',
    '1Gi',
    { id: 'kubernetes.waitForVolume', params: { claims: 'orders-1' } },
  ],
  [
    '2Gi',
    '2Gi',
    {
      id: 'kubernetes.volumeWasResized',
      params: { claim: 'orders-1', size: '2Gi' },
    },
  ],
])(
  'a full disk whose claim requests %s and has %s: the next step',
  (storage, capacity, expected) => {
    const claim = aPart(
      'volumeClaims',
      'orders-1',
      {
        spec: { resources: { requests: { storage } } },
        status: { phase: 'Bound', capacity: { storage: capacity } },
      },
      { 'cnpg.io/pvcRole': 'PG_DATA' },
    );
    const snapshot = createSnapshot(
      { status: { phase: DISK_FULL } },
      { volumeClaims: [claim], pods: [] },
    );
    const { attention } = toDatabase(snapshot, NOW);
    expect(attention.find(({ id }) => id === 'phase')?.nextStep).toMatchObject(
      expected,
    );
  },
);
