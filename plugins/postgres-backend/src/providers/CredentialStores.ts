import { ConflictError, InputError } from '@backstage/errors';
import type {
  CredentialStore,
  PostgresCredentialStoresExtensionPoint,
} from '@pgstage/backstage-plugin-postgres-node';

/** The credential stores added by modules. */
export class CredentialStores
  implements PostgresCredentialStoresExtensionPoint
{
  readonly #stores = new Map<string, CredentialStore>();

  addCredentialStore(store: CredentialStore): void {
    if (this.#stores.has(store.id)) {
      throw new ConflictError(
        `The credential store '${store.id}' already exists`,
      );
    }
    this.#stores.set(store.id, store);
  }

  getCredentialStore(id: string): CredentialStore {
    const store = this.#stores.get(id);
    if (store) return store;
    throw new InputError(
      `The credential store '${id}' does not exist; available: ${
        [...this.#stores.keys()].join(', ') || 'none'
      }`,
    );
  }
}
