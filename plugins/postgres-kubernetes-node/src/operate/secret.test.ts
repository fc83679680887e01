import { coreKinds, type OwnerReference } from '../cluster';
import { checkSecretIsWritable, isOfAnother } from './secret';

const clusters = {
  group: 'example.com',
  version: 'v1',
  plural: 'clusters',
  kind: 'Cluster',
};
const secret = (owner: Omit<OwnerReference, 'name'>) => ({
  metadata: {
    name: 'orders',
    ownerReferences: [{ name: 'orders', ...owner }],
  },
});

it.each([
  [coreKinds.services, 'v1'],
  [clusters, 'example.com/v1'],
])('knows the Secret of another %p of this name', (kind, apiVersion) => {
  const owned = secret({ apiVersion, kind: kind.kind, uid: 'earlier' });
  expect(isOfAnother(owned, kind, { uid: 'earlier' })).toBe(false);
  expect(isOfAnother(owned, kind, { uid: 'current' })).toBe(true);
});

it('tells kinds of the same name apart by their group', () => {
  const { kind } = coreKinds.services;
  const owned = secret({ apiVersion: 'example.com/v1', kind, uid: 'other' });
  expect(isOfAnother(owned, coreKinds.services, { uid: 'current' })).toBe(
    false,
  );
});

it.each([
  [coreKinds.services, 'v1', 'example.com/v1'],
  [clusters, 'example.com/v1', 'v1'],
])(
  'refuses to write a Secret that is not controlled by %p',
  (kind, own, of) => {
    const controlled = (apiVersion: string) =>
      secret({ apiVersion, kind: kind.kind, uid: '1', controller: true });
    expect(() => checkSecretIsWritable(controlled(own), kind)).not.toThrow();
    expect(() => checkSecretIsWritable(controlled(of), kind)).toThrow(
      'is managed by',
    );
  },
);
