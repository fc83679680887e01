import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import type { ClusterContext } from '../model';
import { checkCredentialTarget, credentialTargetOf } from './credentialTarget';
import type { Plan } from './manifests';

const context = (store: Partial<CredentialStore>) =>
  ({
    name: 'prod',
    credentialTarget: { namespace: 'applications' },
    credentialStore: () => ({ id: 'file', ...store }),
  } as unknown as ClusterContext);
const plan = (credentials?: object) =>
  ({ namespace: 'databases', spec: { options: { credentials } } } as Plan);

it('takes what is asked for before what is configured, and that before the own place', () => {
  const place = { namespace: 'databases' };
  expect(credentialTargetOf(context({}), place)).toEqual({
    cluster: 'prod',
    namespace: 'applications',
  });
  expect(
    credentialTargetOf(context({}), place, {
      credentials: { cluster: 'apps' },
    }),
  ).toEqual({ cluster: 'apps', namespace: 'applications' });
});

it('refuses a place where the store has but one', () => {
  expect(() => checkCredentialTarget(context({}), plan())).not.toThrow();
  expect(() =>
    checkCredentialTarget(context({}), plan({ namespace: 'x' })),
  ).toThrow(/^options.credentials must be left out: .* 'file'/);
});

it('refuses a place that the configuration does not give', () => {
  const store = { id: 'kubernetes', check: () => {} };
  const own = {
    ...context(store),
    config: { credentialNamespaces: ['edge/shop'] },
  } as unknown as ClusterContext;
  const check = (credentials: object) =>
    checkCredentialTarget(own, plan(credentials));
  for (const place of [
    { namespace: 'databases' },
    { namespace: 'applications' },
    { cluster: 'edge', namespace: 'shop' },
  ]) {
    expect(() => check(place)).not.toThrow();
  }
  expect(() => check({ namespace: 'kube-system' })).toThrow(
    'options.credentials.namespace must be one of prod/databases, prod/applications, edge/shop',
  );
  expect(() => check({ cluster: 'edge' })).toThrow(
    /^options.credentials.cluster must be one of/,
  );
});
