import { managedBy } from './managedBy';
import type { ObjectMeta } from './objects';

const cluster = (metadata: Partial<ObjectMeta>) => ({
  kind: 'Cluster',
  metadata: { name: 'orders', namespace: 'shop', ...metadata },
});
const tracking = (id: string) =>
  cluster({ annotations: { 'argocd.argoproj.io/tracking-id': id } });
const owner = { apiVersion: 'v1', kind: 'Cluster', name: 'orders', uid: '1' };

describe('managedBy', () => {
  it.each([
    [
      'Argo CD, by tracking id',
      tracking('shop:postgresql.cnpg.io/Cluster:shop/orders'),
      { tool: 'Argo CD', source: 'shop' },
    ],
    [
      'Argo CD, application in a namespace',
      tracking('team_shop:postgresql.cnpg.io/Cluster:shop/orders'),
      { tool: 'Argo CD', source: 'team_shop' },
    ],
    [
      'Argo CD, by label',
      cluster({ labels: { 'argocd.argoproj.io/instance': 'shop' } }),
      { tool: 'Argo CD', source: 'shop' },
    ],
    [
      'Flux, kustomization',
      cluster({
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'apps',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      }),
      { tool: 'Flux', source: 'flux-system/apps' },
    ],
    [
      'Flux, which renders a Helm chart',
      cluster({
        labels: {
          'helm.toolkit.fluxcd.io/name': 'db',
          'helm.toolkit.fluxcd.io/namespace': 'shop',
        },
        annotations: { 'meta.helm.sh/release-name': 'db' },
      }),
      { tool: 'Flux', source: 'shop/db' },
    ],
    [
      'Helm',
      cluster({ annotations: { 'meta.helm.sh/release-name': 'db' } }),
      { tool: 'Helm', source: 'db' },
    ],
    [
      'a field manager alone',
      cluster({ managedFields: [{ manager: 'kustomize-controller' }] }),
      { tool: 'Flux' },
    ],
  ])('recognises %s', (_name, object, expected) => {
    const found = managedBy(object);
    expect(found).toMatchObject(expected);
    expect(found?.where.text).toMatch(/^Change it in .*\.$/);
  });

  it.each([
    ['nothing', cluster({})],
    ['kubectl', cluster({ managedFields: [{ manager: 'kubectl' }] })],
    [
      'the name of a built-in property',
      cluster({ managedFields: [{ manager: 'constructor' }] }),
    ],
    [
      'a tool that only wrote the status',
      cluster({
        managedFields: [
          { manager: 'argocd-controller', subresource: 'status' },
        ],
      }),
    ],
    [
      'an annotation that an operator copied',
      {
        ...tracking('shop:postgresql.cnpg.io/Cluster:shop/orders'),
        kind: 'Pod',
      },
    ],
    [
      'an object that was copied to another namespace',
      tracking('shop:postgresql.cnpg.io/Cluster:elsewhere/orders'),
    ],
    [
      'labels that an operator copied',
      cluster({
        labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' },
        annotations: { 'meta.helm.sh/release-name': 'db' },
        ownerReferences: [owner],
      }),
    ],
  ])('is not misled by %s', (_name, object) => {
    expect(managedBy(object)).toBeUndefined();
  });
});
