import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  databaseOperationSchema,
  databaseOperations,
  parseDatabaseRef,
  stringifyDatabaseRef,
  type Database,
  type DatabaseOperation,
  type DatabaseView,
  type Message,
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
import { message } from '../messages';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { attentionOf, danglingOf } from './dangling';

const REVEAL_IS_OFF: Support = {
  supported: false,
  reason: message('revealIsOff'),
};

/** Returns what blocks an operation now, independent of the provider. */
function obstacleTo(
  operation: DatabaseOperation,
  { spec, status }: Database,
): Message | undefined {
  const { alone }: OperationDefinition = databaseOperations[operation];
  if (operation === 'remove' && spec.protected)
    return message('protectionIsOn');
  return alone && status.state === 'changing'
    ? message('changeInProgress', { change: status.reason })
    : undefined;
}

/** Finds databases for a caller, and returns them as views for this caller. */
export class DatabaseFinder {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * @throws NotFoundError, with the same message for a hidden database as for
   *   one that does not exist.
   */
  async find(
    caller: Caller,
    ref: string,
    options?: ReadOptions,
  ): Promise<{ entry: DirectoryEntry; rights: Rights }> {
    const canonical = stringifyDatabaseRef(parseDatabaseRef(ref));
    const entry = this.#services.directory.get(canonical);
    if (entry) {
      const { visible, rights } = await this.#services.authorizer.authorize(
        caller,
        [entry.database],
        options,
      );
      if (visible.length) return { entry, rights };
    }
    throw this.#missing(canonical);
  }

  async view(caller: Caller, entry: DirectoryEntry): Promise<DatabaseView> {
    const { rights } = await this.#services.authorizer.authorize(caller, [
      entry.database,
    ]);
    return this.toView(entry, rights);
  }

  /**
   * Returns the operations that the provider offers, without those that are
   * disabled in this Backstage, and with what blocks them now.
   */
  operationsOf(database: Database): Operations {
    const { provider, operations } = database;
    const all = databaseOperationSchema.options.map(operation => {
      const support = operations[operation] ?? {
        supported: false,
        reason: message('notOffered', { provider }),
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

  /**
   * Takes the revision together with its content, because the directory may
   * already have a newer one.
   */
  toView({ database, revision }: DirectoryEntry, rights: Rights): DatabaseView {
    const { directory } = this.#services;
    const dangling = danglingOf(database, rights);
    const { unreachable } =
      directory.locations.get(database.provider, database.location) ?? {};
    return {
      ...database,
      operations: this.operationsOf(database),
      // A step without a reason of its own gets the reason of the state.
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

  /** After a start, a database can exist that has not been read yet. */
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
          `'${location}' has not been read yet, because provider '${provider}' cannot reach it: ${state.unreachable.message}`,
        );
      }
      if (registry.knownLocations(known)?.includes(location) !== false) {
        return new ServiceUnavailableError(
          `Provider '${provider}' has not read '${location}' yet. Try again in a moment`,
        );
      }
    }
    return new NotFoundError(
      `The database '${ref}' does not exist, or you are not allowed to see it`,
    );
  }
}

interface Services {
  directory: DatabaseDirectory;
  registry: ProviderRegistry;
  authorizer: Authorizer;
  reveal: boolean;
}
