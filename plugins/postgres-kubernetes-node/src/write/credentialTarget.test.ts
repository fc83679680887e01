import type {
  CredentialStore,
  CredentialTarget,
} from '@pgstage/backstage-plugin-postgres-node';
import type { ProviderContext } from '../model';
import { checkCredentialTarget, credentialTargetOf } from './credentialTarget';

const context = (store: Partial<CredentialStore>) =>
  ({
    name: 'prod',
    credentialTarget: { namespace: 'applications' },
    credentialStore: () => ({ id: 'file', ...store }),
  } as unknown as ProviderContext);
const plan = (credentials?: CredentialTarget) => ({
  namespace: 'databases',
  credentials,
});

it('prefers the requested destination to the configured one, and that to the own namespace', () => {
  const target = { namespace: 'databases' };
  expect(credentialTargetOf(context({}), target)).toEqual({
    cluster: 'prod',
    namespace: 'applications',
  });
  expect(credentialTargetOf(context({}), target, { cluster: 'apps' })).toEqual({
    cluster: 'apps',
    namespace: 'applications',
  });
});

it('refuses a destination if the store does not support namespaces', () => {
  expect(() => checkCredentialTarget(context({}), plan())).not.toThrow();
  expect(() =>
    checkCredentialTarget(context({}), plan({ namespace: 'x' })),
  ).toThrow(/^options.credentials must be omitted: .* 'file'/);
});

it('refuses a destination that the configuration does not list', () => {
  const store = { id: 'kubernetes', check: () => {} };
  const own = {
    ...context(store),
    config: { credentialNamespaces: ['edge/shop'] },
  } as unknown as ProviderContext;
  const check = (credentials: CredentialTarget) =>
    checkCredentialTarget(own, plan(credentials));
  for (const target of [
    { namespace: 'databases' },
    { namespace: 'applications' },
    { cluster: 'edge', namespace: 'shop' },
  ]) {
    expect(() => check(target)).not.toThrow();
  }
  expect(() => check({ namespace: 'kube-system' })).toThrow(
    'options.credentials.namespace must be one of prod/databases, prod/applications, edge/shop',
  );
  expect(() => check({ cluster: 'edge' })).toThrow(
    /^options.credentials.cluster must be one of/,
  );
});
