import {
  createRecordSigner,
  type PostgresRecordsExtensionPoint,
  type RecordKey,
} from '@pgstage/backstage-plugin-postgres-node';

/** The keys that sign records, for providers. They are looked up at the first use. */
export class RecordKeys implements PostgresRecordsExtensionPoint {
  readonly signer = createRecordSigner(() => this.#load());
  #source?: () => Promise<RecordKey[]>;
  #keys?: Promise<RecordKey[]>;

  /** Tells where the keys come from, the one that signs first. */
  use(source: () => Promise<RecordKey[]>): void {
    this.#source = source;
  }

  async #load(): Promise<RecordKey[]> {
    if (!this.#source)
      throw new Error('Records are signed once it has started');
    this.#keys ??= this.#source();
    try {
      return await this.#keys;
    } catch (error) {
      // The database may answer the next time.
      this.#keys = undefined;
      throw error;
    }
  }
}
