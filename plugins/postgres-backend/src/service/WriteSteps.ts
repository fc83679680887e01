import { isError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  databaseOperations,
  parseDatabaseRef,
  stringifyDatabaseRef,
  UnsupportedOperationError,
  UpstreamTimeoutError,
  type Database,
  type DatabaseOperation,
  type DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderWriteOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import { withTimeout } from '@pgstage/backstage-plugin-postgres-node/provider';
import { requirePermit } from '../authorization/Authorizer';
import type { Caller } from '../authorization/Caller';
import type { Rights } from '../authorization/Rights';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { message } from '../messages';
import { callProvider } from '../providers/providerErrors';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { SectionReader } from '../sections/SectionReader';
import type { DatabaseFinder } from './DatabaseFinder';

/** Long, because an engine can take its time, and every write can be repeated. */
const WRITE_TIMEOUT_MS = 120_000;

/** The provider and database of a write. */
export interface DatabaseWrite {
  provider: PostgresProvider;
  /** The database on which the caller's rights were evaluated; absent if it is unknown. */
  database?: Database;
}

/** A write that is found and authorized. */
export type PreparedWrite = Required<DatabaseWrite> & { rights: Rights };

/** The steps of every write: find and authorize, call the provider, update the directory. */
export class WriteSteps {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async prepare(
    caller: Caller,
    ref: string,
    operation: DatabaseOperation,
    permission: ResourcePermission = databaseOperations[operation].permission,
  ): Promise<PreparedWrite> {
    const { finder, registry } = this.#services;
    const { entry, rights } = await finder.find(caller, ref, { fresh: true });
    const { database } = entry;
    requirePermit(rights.permit(permission, database));
    const { supported, reason } = finder.operationsOf(database)[operation];
    if (!supported) throw new UnsupportedOperationError(operation, reason.text);
    return { database, rights, provider: registry.get(database.provider) };
  }

  /**
   * Writes only to the record version on which the caller's rights were
   * evaluated, which the provider compares. Continues if the caller
   * disconnects, because a partial write is worse than a response that nobody
   * receives.
   */
  run<T>(
    { provider, database }: DatabaseWrite,
    operation: string,
    { actor }: Caller,
    call: (options: ProviderWriteOptions) => Promise<T> | undefined,
  ): Promise<T> {
    return callProvider(provider.id, () =>
      withTimeout(
        WRITE_TIMEOUT_MS,
        seconds =>
          new UpstreamTimeoutError(
            `Provider '${provider.id}'`,
            `'${operation}' did not complete within ${seconds} s`,
            'It may still take effect: check the database, then try again.',
          ),
        async signal => {
          const recordVersion = database?.recordVersion;
          const result = call({ actor, signal, recordVersion });
          if (!result) {
            throw new UnsupportedOperationError(
              operation,
              message('notOffered', { provider: provider.id }).text,
            );
          }
          return result;
        },
      ),
    );
  }

  /**
   * Reads a database again from its engine, if its provider does not observe
   * every change. No error if the database does not exist.
   */
  async refresh(caller: Caller, ref: string, operation: string): Promise<void> {
    const parsed = parseDatabaseRef(ref);
    const provider = this.#services.registry.find(parsed.provider);
    if (!provider?.refresh) return;
    await this.run({ provider }, operation, caller, options =>
      provider.refresh?.(stringifyDatabaseRef(parsed), options),
    ).catch(ifMissing);
  }

  /** Adds the result to the directory immediately, so that the next reader gets it. */
  written(caller: Caller, database: Database): Promise<DatabaseView> {
    const entry = this.#services.directory.written(database);
    this.#services.sections.expire(database.ref);
    return this.#services.finder.view(caller, entry);
  }
}

/** @throws any other error */
export function ifMissing(error: unknown): undefined {
  if (isError(error) && error.name === 'NotFoundError') return;
  throw error;
}

interface Services {
  directory: DatabaseDirectory;
  registry: ProviderRegistry;
  finder: DatabaseFinder;
  sections: SectionReader;
}
