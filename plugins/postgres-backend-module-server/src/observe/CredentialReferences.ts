import type { CredentialReference } from '@pgstage/backstage-plugin-postgres-common';
import type { RecordedDatabase } from '../record';
import type { WatchServices } from './ServerWatch';

/** Credential references by ref. Reads the store again only after a change of the record or after `clear`. */
export class CredentialReferences {
  readonly #cache = new Map<
    string,
    { key: string; reference?: CredentialReference }
  >();

  constructor(
    private readonly services: WatchServices,
    private readonly refOf: (name: string) => string,
  ) {}

  clear(): void {
    this.#cache.clear();
  }

  async find(
    records: RecordedDatabase[],
  ): Promise<Map<string, CredentialReference>> {
    const references = new Map<string, CredentialReference>();
    for (const { name, record } of records) {
      if (!record?.credentials) continue;
      const { store, state, at } = record.credentials;
      const ref = this.refOf(name);
      const key = `${store} ${state} ${at}`;
      let cached = this.#cache.get(ref);
      if (cached?.key !== key || !cached.reference) {
        cached = { key, reference: await this.#read(store, ref) };
        this.#cache.set(ref, cached);
      }
      if (cached.reference) references.set(ref, cached.reference);
    }
    return references;
  }

  async #read(
    store: string,
    ref: string,
  ): Promise<CredentialReference | undefined> {
    try {
      return await this.services.credentialStore(store).find(ref);
    } catch (error) {
      this.services.logger.warn(`Credential store ${store}: ${error}`);
      return undefined;
    }
  }
}
