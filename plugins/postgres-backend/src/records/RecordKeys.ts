import {
  createRecordSigner,
  type PostgresRecordsExtensionPoint,
  type RecordKey,
} from '@pgstage/backstage-plugin-postgres-node';

/** The keys that sign records, for providers. Loaded at the first use. */
export class RecordKeys implements PostgresRecordsExtensionPoint {
  readonly signer = createRecordSigner(() => this.#load());
  #source?: () => Promise<RecordKey[]>;
  #keys?: Promise<RecordKey[]>;

  /** Sets the source of the keys; the first one signs. */
  use(source: () => Promise<RecordKey[]>): void {
    this.#source = source;
  }

  async #load(): Promise<RecordKey[]> {
    if (!this.#source)
      throw new Error('Records can be signed only after startup');
    this.#keys ??= this.#source();
    try {
      return await this.#keys;
    } catch (error) {
      // The next attempt may succeed.
      this.#keys = undefined;
      throw error;
    }
  }
}
