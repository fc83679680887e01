import {
  invalidField,
  UpstreamError,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import { verifyTarget } from './verifyTarget';

const verify = (store: Partial<CredentialStore>) =>
  verifyTarget(
    { id: 'test', ...store } as CredentialStore,
    'aws-rds:123456789012/eu-west-1/orders',
    { cluster: 'prod', namespace: 'shop' },
    {},
  );

it('refuses a target of a store without namespaces', async () => {
  await expect(verify({})).rejects.toThrow(
    "options.credentials must be left out: the credential store 'test' does not support namespaces",
  );
  await expect(verify({ check: () => {} })).resolves.toBeUndefined();
});

it('names the field of the request, and leaves other errors as they are', async () => {
  const check = () => {
    throw invalidField('target.cluster', 'must be one of: edge');
  };
  await expect(verify({ check })).rejects.toThrow(
    'options.credentials.cluster must be one of: edge',
  );
  const down = new UpstreamError('Cluster prod', 'it is down', 'Start it');
  const failing = { check: () => {}, verify: () => Promise.reject(down) };
  await expect(verify(failing)).rejects.toBe(down);
});
