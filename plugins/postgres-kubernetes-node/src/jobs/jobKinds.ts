import type { ResourceKind } from '../cluster';

/** Kinds that Jobs need, besides those of the cluster layer. @public */
export const jobKinds = {
  jobs: { group: 'batch', version: 'v1', plural: 'jobs', kind: 'Job' },
  serviceAccounts: {
    group: '',
    version: 'v1',
    plural: 'serviceaccounts',
    kind: 'ServiceAccount',
  },
  accessReviews: {
    group: 'authorization.k8s.io',
    version: 'v1',
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
  },
} satisfies Record<string, ResourceKind>;
