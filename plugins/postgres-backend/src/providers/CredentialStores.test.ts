import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import { CredentialStores } from './CredentialStores';

const store = (id: string) => ({ id } as CredentialStore);

it('returns a store by its id, and lists the existing ones', () => {
  const stores = new CredentialStores();
  expect(() => stores.getCredentialStore('file')).toThrow(
    /The credential store 'file' does not exist; available: none/,
  );
  const file = store('file');
  stores.addCredentialStore(file);
  expect(stores.getCredentialStore('file')).toBe(file);
  expect(() => stores.addCredentialStore(store('file'))).toThrow(/already/);
  expect(() => stores.getCredentialStore('vault')).toThrow(/available: file$/);
});
