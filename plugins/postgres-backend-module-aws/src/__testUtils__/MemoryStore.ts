import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialEntry,
  CredentialStore,
  CredentialTarget,
} from '@pgstage/backstage-plugin-postgres-node';

/** A credential store with one namespace, `prod/shop`. */
export class MemoryStore implements CredentialStore {
  readonly id = 'memory';
  readonly entries = new Map<string, CredentialEntry>();
  /** Number of writes. */
  writes = 0;
  /** What writes fail with. */
  failure?: Error;

  check(): void {}

  async verify(_: string, { namespace }: CredentialTarget): Promise<void> {
    if (namespace !== 'shop')
      throw invalidField('target.namespace', 'must exist');
  }

  async write(entry: CredentialEntry) {
    if (this.failure) throw this.failure;
    this.writes += 1;
    this.entries.set(entry.ref, entry);
    return this.#reference(entry);
  }

  async find(ref: string) {
    const entry = this.entries.get(ref);
    return entry && this.#reference(entry);
  }

  async refs() {
    return [...this.entries.keys()];
  }

  async read(ref: string) {
    return this.entries.get(ref);
  }

  async remove(ref: string) {
    this.entries.delete(ref);
  }

  #reference({ ref, target }: CredentialEntry) {
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    const path = `${target?.cluster}/${target?.namespace}/${name}-postgres`;
    return { store: this.id, secretRef: path, configMapRef: path };
  }
}

/** For providers without a credential store in their configuration. */
export const noStore = (id: string): CredentialStore => {
  throw new Error(`The credential store '${id}' is not configured`);
};
