import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  databaseOperationSchema,
  databaseOperations,
  parseDatabaseRef,
  stringifyDatabaseRef,
  type Database,
  type DatabaseOperation,
  type DatabaseView,
  type OperationDefinition,
  type Operations,
  type Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Authorizer } from '../authorization/Authorizer';
import type { Caller } from '../authorization/Caller';
import type { ReadOptions } from '../authorization/CatalogReader';
import type { Rights } from '../authorization/Rights';
import type {
  DatabaseDirectory,
  DirectoryEntry,
} from '../directory/DatabaseDirectory';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { attentionOf, danglingOf } from './dangling';

const REVEAL_IS_OFF: Support = {
  supported: false,
  reason:
    "showing passwords is switched off in this Backstage ('postgres.reveal.enabled')",
};

/** What stands against an operation just now, whatever the provider. */
function obstacleTo(
  operation: DatabaseOperation,
  { spec, status }: Database,
): string | undefined {
  const { alone }: OperationDefinition = databaseOperations[operation];
  if (operation === 'remove' && spec.protected)
    return 'Protection is on. Switch it off first.';
  return alone && status.state === 'changing'
    ? `A change is under way: ${status.reason}. Possible again when it has ended.`
    : undefined;
}

/** Finds databases for a caller, and shows them as this caller may see them. */
export class DatabaseFinder {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /** @throws NotFoundError, in the same words for a hidden database as for one that is not there. */
  async find(
    caller: Caller,
    ref: string,
    options?: ReadOptions,
  ): Promise<{ entry: DirectoryEntry; rights: Rights }> {
    const canonical = stringifyDatabaseRef(parseDatabaseRef(ref));
    const entry = this.#services.directory.get(canonical);
    if (entry) {
      const { visible, rights } = await this.#services.authorizer.look(
        caller,
        [entry.database],
        options,
      );
      if (visible.length) return { entry, rights };
    }
    throw this.#missing(canonical);
  }

  async view(caller: Caller, entry: DirectoryEntry): Promise<DatabaseView> {
    const { rights } = await this.#services.authorizer.look(caller, [
      entry.database,
    ]);
    return this.toView(entry, rights);
  }

  /** What the provider offers, less what this Backstage switches off, and what stands against it now. */
  operationsOf(database: Database): Operations {
    const { provider, operations } = database;
    const all = databaseOperationSchema.options.map(operation => {
      const support = operations[operation] ?? {
        supported: false,
        reason: `Provider '${provider}' does not offer it.`,
      };
      const obstacle =
        support.supported &&
        (support.obstacle ?? obstacleTo(operation, database));
      return [operation, obstacle ? { ...support, obstacle } : support];
    });
    const { reveal } = this.#services;
    return {
      ...Object.fromEntries(all),
      ...(!reveal && { 'reveal-credentials': REVEAL_IS_OFF }),
    };
  }

  /** Takes the revision with its content: what the directory holds by now may be newer. */
  toView({ database, revision }: DirectoryEntry, rights: Rights): DatabaseView {
    const { directory } = this.#services;
    const dangling = danglingOf(database, rights);
    const { unreachable } =
      directory.locations.get(database.provider, database.location) ?? {};
    return {
      ...database,
      operations: this.operationsOf(database),
      // Where a step tells no reason of its own, it is the one of the whole.
      steps: database.steps.map(step =>
        step.state === 'failed' && !step.message
          ? { ...step, message: database.status.reason }
          : step,
      ),
      attention: [...database.attention, ...dangling.map(attentionOf)],
      revision,
      permits: Object.fromEntries(
        databaseOperationSchema.options.map(operation => [
          operation,
          rights.permit(databaseOperations[operation].permission, database),
        ]),
      ) as DatabaseView['permits'],
      ...(dangling.length && { dangling }),
      ...(unreachable && { unreachable }),
    };
  }

  /** After a start a database may be there and not yet known: that is not the same as missing. */
  #missing(ref: string): Error {
    const { registry, directory } = this.#services;
    const { provider, location } = parseDatabaseRef(ref);
    const failure = registry.failureOf(provider);
    if (failure) return new ServiceUnavailableError(failure);
    const known = registry.find(provider);
    const state = directory.locations.get(provider, location);
    if (known && !state?.read) {
      if (state?.unreachable) {
        return new ServiceUnavailableError(
          `Nothing is known of '${location}' yet, because provider '${provider}' cannot reach it: ${state.unreachable.message}`,
        );
      }
      if (registry.knownLocations(known)?.includes(location) !== false) {
        return new ServiceUnavailableError(
          `Provider '${provider}' has not read '${location}' yet. Try again in a moment`,
        );
      }
    }
    return new NotFoundError(
      `There is no database '${ref}', or you may not see it`,
    );
  }
}

interface Services {
  directory: DatabaseDirectory;
  registry: ProviderRegistry;
  authorizer: Authorizer;
  reveal: boolean;
}
