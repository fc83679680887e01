import { ConflictError, InputError } from '@backstage/errors';
import type {
  CredentialStore,
  PostgresCredentialStoresExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';

/** The credential stores that modules added. */
export class CredentialStores
  implements PostgresCredentialStoresExtensionPoint
{
  readonly #stores = new Map<string, CredentialStore>();

  addCredentialStore(store: CredentialStore): void {
    if (this.#stores.has(store.id)) {
      throw new ConflictError(
        `There is a credential store '${store.id}' already`,
      );
    }
    this.#stores.set(store.id, store);
  }

  getCredentialStore(id: string): CredentialStore {
    const store = this.#stores.get(id);
    if (store) return store;
    throw new InputError(
      `There is no credential store '${id}'; there are: ${
        [...this.#stores.keys()].join(', ') || 'none'
      }`,
    );
  }
}
