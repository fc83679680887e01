import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  CredentialStore,
  ProviderCallOptions,
  RecordSigner,
} from '@pgstage/backstage-plugin-postgres-node';
import type { CallOptions, RegionApi } from '../aws';
import { readSecrets, refOf, type SecretFacts } from '../observe';
import { type RecordedInstance, requestedTarget, targetOf } from '../record';
import {
  ensureEntry,
  type EntryServices,
  type EntryState,
} from './ensureEntry';
import { removeOrphans } from './removeOrphans';
import { verifyTarget } from './verifyTarget';

/** The services of the entries of a region. */
export interface CredentialServices {
  signer: RecordSigner;
  logger: LoggerService;
  credentialStore: (id: string) => CredentialStore;
}

/** What all entries of a round are compared with. */
interface Sources {
  services: EntryServices;
  /** By ARN. */
  secrets: ReadonlyMap<string, SecretFacts>;
}

/** Maximum number of entries that are read or written at the same time. */
const CONCURRENT = 8;

/** The entries of the databases of a region in the credential store. */
export class CredentialEntries {
  readonly #states = new Map<string, EntryState>();
  /** What each entry was last compared with, see {@link keyOf}; the latest comparison last. */
  readonly #keys = new Map<string, string>();

  constructor(
    private readonly api: RegionApi,
    private readonly services: CredentialServices,
  ) {}

  /** What is known of the entries, by ref; of none before the first {@link sync}. */
  get states(): ReadonlyMap<string, EntryState> {
    return this.#states;
  }

  /** Whether {@link sync} has work that it did not have before: a new target, address or password. */
  isDue(instances: RecordedInstance[]): boolean {
    return instances.some(recorded => {
      const known = this.#keys.get(this.#refOf(recorded));
      return targetOf(recorded.record)
        ? known !== keyOf(recorded)
        : known !== undefined && recorded.record !== undefined;
    });
  }

  /** @throws InvalidFieldsError if options have a target that the store does not accept */
  async verify(
    ref: string,
    options: { credentials?: unknown },
    callOptions: ProviderCallOptions,
  ): Promise<void> {
    const target = requestedTarget(options);
    const store = target && this.#store();
    if (store) await verifyTarget(store, ref, target, callOptions);
  }

  /**
   * Writes all entries that differ, and removes those without a target.
   *
   * @param instances - all instances of the region
   */
  async sync(
    instances: RecordedInstance[],
    options: CallOptions = {},
    api = this.api,
  ): Promise<void> {
    if (this.api.config.credentialStore === undefined) return;
    this.#forgetOthers(instances);
    const wanted = instances.filter(recorded => targetOf(recorded.record));
    const sources = await this.#sources(wanted, options, api);
    const work = this.#oldestFirst(instances).flatMap(recorded => {
      const ref = this.#refOf(recorded);
      if (targetOf(recorded.record))
        return () => this.#ensure(sources, ref, recorded, options);
      return this.#keys.has(ref) && recorded.record
        ? () => this.#removeUnwanted(ref, options)
        : [];
    });
    for (let start = 0; start < work.length; start += CONCURRENT)
      await Promise.all(
        work.slice(start, start + CONCURRENT).map(each => each()),
      );
  }

  /** Removes the entries of databases that were removed elsewhere. */
  async removeOrphans(
    instances: RecordedInstance[],
    options: CallOptions = {},
  ): Promise<void> {
    const store = this.#store();
    const { api, services } = this;
    if (store)
      await removeOrphans({ ...services, api, store }, instances, options);
  }

  /** Removes the entry of a database, if there is one. */
  async remove(ref: string, options: CallOptions = {}): Promise<void> {
    await this.#store()?.remove(ref, options);
    this.#states.delete(ref);
    this.#keys.delete(ref);
  }

  /** Returns what all entries are compared with. Its failure is one of each entry. */
  async #sources(
    wanted: RecordedInstance[],
    options: CallOptions,
    api: RegionApi,
  ): Promise<Sources> {
    try {
      const store = this.#store()!;
      const secrets = wanted.length
        ? await readSecrets(api, options)
        : new Map<string, SecretFacts>();
      return {
        services: { api, signer: this.services.signer, store },
        secrets,
      };
    } catch (error) {
      options.signal?.throwIfAborted();
      for (const recorded of wanted) {
        const ref = this.#refOf(recorded);
        const before = this.#states.get(ref);
        this.#states.set(ref, { ...before, error: (error as Error).message });
      }
      throw error;
    }
  }

  /** Returns first what was not compared, or the longest time ago: a round that takes too long is ended. */
  #oldestFirst(instances: RecordedInstance[]): RecordedInstance[] {
    const order = new Map(
      [...this.#keys.keys()].map((ref, index) => [ref, index]),
    );
    const orderOf = (recorded: RecordedInstance) =>
      order.get(this.#refOf(recorded)) ?? -1;
    return [...instances].sort((a, b) => orderOf(a) - orderOf(b));
  }

  async #removeUnwanted(ref: string, options: CallOptions): Promise<void> {
    try {
      await this.remove(ref, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      this.services.logger.warn(
        `Could not remove the credentials of ${ref}: ${
          (error as Error).message
        }`,
      );
    }
  }

  async #ensure(
    { services, secrets }: Sources,
    ref: string,
    recorded: RecordedInstance,
    options: CallOptions,
  ): Promise<void> {
    const before = this.#states.get(ref);
    const version = secrets.get(recorded.instance.secret?.arn ?? '')?.version;
    let state: EntryState;
    try {
      state = await ensureEntry(services, ref, recorded, version, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      state = { ...before, error: (error as Error).message };
    }
    this.#states.set(ref, state);
    this.#keys.delete(ref);
    this.#keys.set(ref, keyOf(recorded));
    if (state.error !== undefined && state.error !== before?.error)
      this.services.logger.warn(
        `Could not store the credentials of ${ref}: ${state.error}`,
      );
  }

  #forgetOthers(instances: RecordedInstance[]): void {
    const refs = new Set(instances.map(recorded => this.#refOf(recorded)));
    for (const ref of this.#keys.keys()) {
      if (refs.has(ref)) continue;
      this.#states.delete(ref);
      this.#keys.delete(ref);
    }
  }

  #refOf({ instance }: RecordedInstance): string {
    return refOf(this.api.config.id, instance.identifier);
  }

  #store(): CredentialStore | undefined {
    const { credentialStore: id } = this.api.config;
    return id === undefined ? undefined : this.services.credentialStore(id);
  }
}

/** Returns what changes when an entry must be compared again: also the end of a rotation. */
function keyOf({ instance, record }: RecordedInstance): string {
  const { resourceId, endpoint, user, secret } = instance;
  return JSON.stringify([
    targetOf(record),
    resourceId,
    endpoint,
    user,
    secret,
    instance.status === 'deleting',
  ]);
}
