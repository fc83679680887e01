import type { CredentialReference } from '@pgstage/backstage-plugin-postgres-common';
import type { RecordedDatabase } from '../record';
import type { WatchServices } from './ServerWatch';

/** Where credentials lie, by ref. Looks into a store once per change of a record, until told to forget. */
export class CredentialReferences {
  readonly #known = new Map<
    string,
    { key: string; reference?: CredentialReference }
  >();

  constructor(
    private readonly services: WatchServices,
    private readonly refOf: (name: string) => string,
  ) {}

  forget(): void {
    this.#known.clear();
  }

  async find(
    records: RecordedDatabase[],
  ): Promise<Map<string, CredentialReference>> {
    const found = new Map<string, CredentialReference>();
    for (const { name, record } of records) {
      if (!record?.credentials) continue;
      const { store, state, at } = record.credentials;
      const ref = this.refOf(name);
      const key = `${store} ${state} ${at}`;
      let known = this.#known.get(ref);
      if (known?.key !== key || !known.reference) {
        known = { key, reference: await this.#read(store, ref) };
        this.#known.set(ref, known);
      }
      if (known.reference) found.set(ref, known.reference);
    }
    return found;
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
