import type { ResourceKind } from './objects';

const core = (plural: string, kind: string): ResourceKind => ({
  group: '',
  version: 'v1',
  plural,
  kind,
});

/** Built-in kinds of Kubernetes that every provider needs. @public */
export const coreKinds = {
  pods: core('pods', 'Pod'),
  services: core('services', 'Service'),
  secrets: core('secrets', 'Secret'),
  configMaps: core('configmaps', 'ConfigMap'),
  persistentVolumeClaims: core(
    'persistentvolumeclaims',
    'PersistentVolumeClaim',
  ),
  events: core('events', 'Event'),
  jobs: { group: 'batch', version: 'v1', plural: 'jobs', kind: 'Job' },
  endpointSlices: {
    group: 'discovery.k8s.io',
    version: 'v1',
    plural: 'endpointslices',
    kind: 'EndpointSlice',
  },
} satisfies Record<string, ResourceKind>;
