import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  CredentialStore,
  ProviderCallOptions,
  RecordSigner,
} from '@pgstage/backstage-plugin-postgres-node';
import type { CallOptions, RegionApi } from '../aws';
import { readSecrets, refOf } from '../observe';
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

/** Maximum number of entries that are read or written at the same time. */
const CONCURRENT = 8;

/** The entries of the databases of a region in the credential store. */
export class CredentialEntries {
  readonly #states = new Map<string, EntryState>();
  /** What each entry was last compared with, see {@link keyOf}. */
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
    const store = this.#store();
    if (!store) return;
    this.#forgetOthers(instances);
    const wanted = instances.filter(recorded => targetOf(recorded.record));
    const secrets = wanted.length ? await readSecrets(api, options) : new Map();
    const { signer } = this.services;
    const work = instances.flatMap(recorded => {
      const ref = this.#refOf(recorded);
      const version = secrets.get(recorded.instance.secret?.arn)?.version;
      if (targetOf(recorded.record))
        return () =>
          this.#ensure({ api, signer, store }, ref, recorded, version, options);
      return this.#keys.has(ref) && recorded.record
        ? () => this.remove(ref, options)
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

  async #ensure(
    services: EntryServices,
    ref: string,
    recorded: RecordedInstance,
    version: string | undefined,
    options: CallOptions,
  ): Promise<void> {
    const before = this.#states.get(ref);
    let state: EntryState;
    try {
      state = await ensureEntry(services, ref, recorded, version, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      state = { ...before, error: (error as Error).message };
    }
    this.#states.set(ref, state);
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
