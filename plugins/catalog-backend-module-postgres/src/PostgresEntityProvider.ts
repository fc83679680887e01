import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, stringifyError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  TOPIC_DATABASES,
  type Database,
  type DatabaseEvent,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import { isBound, toEntity } from './entity';
import { readAll, readOne } from './readDatabases';
import { EmittedEntities, type CatalogState } from './EmittedEntities';

/** The catalog stores entities by this name, so it must not change. */
const NAME = 'PostgresEntityProvider';
const RETRY_MS = 2_000;
/** Number of databases that are processed before other work of this process continues. */
const AT_ONCE = 100;

interface Services {
  auth: AuthService;
  events: EventsService;
  logger: LoggerService;
  postgres: PostgresService;
  runner: SchedulerServiceTaskRunner;
}

/**
 * Emits a Resource for every bound database: all of them on a schedule, and a
 * single one immediately after its change. A database that cannot be read is
 * never treated as removed.
 */
export class PostgresEntityProvider implements EntityProvider {
  readonly #services: Services;
  /** The last emitted states, to emit only changes, and to remove a Resource that was renamed. */
  #emitted = new EmittedEntities();
  /** Rejected by the rules of the catalog, by ref: to log each warning once. */
  readonly #rejected = new Map<string, string>();
  #connection?: EntityProviderConnection;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
  }

  getProviderName() {
    return NAME;
  }

  async connect(connection: EntityProviderConnection) {
    this.#connection = connection;
    const { events, runner } = this.#services;
    await events.subscribe({
      id: NAME,
      topics: [TOPIC_DATABASES],
      onEvent: async ({ eventPayload }) =>
        this.#inTurn(() => this.#update(eventPayload as DatabaseEvent)),
    });
    await runner.run({
      id: `${NAME}:refresh`,
      fn: signal => this.#refresh(signal),
    });
  }

  /**
   * Reads until every location has been read once: at startup the plugin may be
   * available later than the catalog.
   */
  async #refresh(signal: AbortSignal) {
    let trouble: string | undefined;
    while (!signal.aborted) {
      try {
        if (await this.#inTurn(() => this.#sync())) return;
        trouble = undefined;
      } catch (error) {
        const message = `Cannot read the PostgreSQL databases, their entities stay unchanged: ${stringifyError(
          error,
        )}`;
        if (message !== trouble) this.#services.logger.warn(message);
        trouble = message;
      }
      await pause(RETRY_MS, signal);
    }
  }

  /** A full mutation created before a change must not be applied after it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #sync(): Promise<boolean> {
    const { databases, complete, current } = await readAll(this.#services);
    const emitted = new EmittedEntities();
    for (const [index, database] of databases.entries()) {
      if (index % AT_ONCE === 0) await nextTurn();
      const now = await this.#describe(database, emitted);
      if (now) emitted.set(database.ref, now);
    }
    const all = emitted.entries();
    const entities = all.map(([, { deferred }]) => deferred);
    if (current) {
      await this.#connection!.applyMutation({ type: 'full', entities });
      this.#emitted = emitted;
    } else {
      await this.#connection!.applyMutation({
        type: 'delta',
        added: entities,
        removed: [],
      });
      all.forEach(([ref, value]) => this.#emitted.set(ref, value));
    }
    return complete;
  }

  async #update({ ref, resourceRef }: DatabaseEvent) {
    const database = await readOne(this.#services, ref);
    const now = database && (await this.#describe(database, this.#emitted));
    const before = this.#emitted.get(ref);
    if (now && isDeepStrictEqual(now, before)) return;

    const stale = [
      before?.entityRef,
      resourceRef?.toLocaleLowerCase('en-US'),
    ].filter(
      (entityRef): entityRef is string =>
        !!entityRef &&
        entityRef !== now?.entityRef &&
        !this.#emitted.claimant(ref, entityRef),
    );
    if (!now && !stale.length) return;
    await this.#connection!.applyMutation({
      type: 'delta',
      added: now ? [now.deferred] : [],
      removed: [...new Set(stale)].map(entityRef => ({ entityRef })),
    });
    if (now) this.#emitted.set(ref, now);
    else this.#emitted.delete(ref);
  }

  /**
   * Returns the entity of a database, or undefined if it is unbound or the
   * catalog would reject it, so that others are not affected.
   */
  async #describe(
    database: Database,
    emitted: EmittedEntities,
  ): Promise<CatalogState | undefined> {
    if (!isBound(database)) return undefined;
    const { ref } = database;
    try {
      const entity = await toEntity(database);
      const entityRef = stringifyEntityRef(entity);
      const other = emitted.claimant(ref, entityRef);
      if (other)
        throw new ConflictError(`${entityRef} already represents ${other}`);
      this.#rejected.delete(ref);
      return { entityRef, deferred: { entity, locationKey: `${NAME}:${ref}` } };
    } catch (error) {
      const reason = stringifyError(error);
      if (this.#rejected.get(ref) !== reason) {
        this.#rejected.set(ref, reason);
        this.#services.logger.warn(
          `The catalog cannot show the database ${ref}; others are not affected: ${reason}`,
        );
      }
      return undefined;
    }
  }
}
