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

/** The catalog keys what it stores by this name: it never changes. */
const NAME = 'PostgresEntityProvider';
const RETRY_MS = 2_000;
/** As many databases are described before others of this process have their turn. */
const AT_ONCE = 100;

interface Services {
  auth: AuthService;
  events: EventsService;
  logger: LoggerService;
  postgres: PostgresService;
  runner: SchedulerServiceTaskRunner;
}

/**
 * Shows every bound database as a Resource: all on a schedule, a single one as
 * soon as it changes. What cannot be read is never taken for gone.
 */
export class PostgresEntityProvider implements EntityProvider {
  readonly #services: Services;
  /** What the catalog was told last: to tell it news only, and to take back a Resource that was renamed. */
  #told = new EmittedEntities();
  /** Refused by the catalog's rules, by ref: to warn once. */
  readonly #refused = new Map<string, string>();
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

  /** Syncs until every location was read once: at a start the plugin may come up later than the catalog. */
  async #refresh(signal: AbortSignal) {
    let trouble: string | undefined;
    while (!signal.aborted) {
      try {
        if (await this.#inTurn(() => this.#sync())) return;
        trouble = undefined;
      } catch (error) {
        const message = `Cannot read the PostgreSQL databases, their entities stay as they are: ${stringifyError(
          error,
        )}`;
        if (message !== trouble) this.#services.logger.warn(message);
        trouble = message;
      }
      await pause(RETRY_MS, signal);
    }
  }

  /** A full mutation built before a change must not be applied after it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #sync(): Promise<boolean> {
    const { databases, complete, current } = await readAll(this.#services);
    const told = new EmittedEntities();
    for (const [index, database] of databases.entries()) {
      if (index % AT_ONCE === 0) await nextTurn();
      const now = await this.#describe(database, told);
      if (now) told.set(database.ref, now);
    }
    const all = told.entries();
    const entities = all.map(([, { deferred }]) => deferred);
    if (current) {
      await this.#connection!.applyMutation({ type: 'full', entities });
      this.#told = told;
    } else {
      await this.#connection!.applyMutation({
        type: 'delta',
        added: entities,
        removed: [],
      });
      all.forEach(([ref, value]) => this.#told.set(ref, value));
    }
    return complete;
  }

  async #update({ ref, resourceRef }: DatabaseEvent) {
    const database = await readOne(this.#services, ref);
    const now = database && (await this.#describe(database, this.#told));
    const before = this.#told.get(ref);
    if (now && isDeepStrictEqual(now, before)) return;

    const stale = [
      before?.entityRef,
      resourceRef?.toLocaleLowerCase('en-US'),
    ].filter(
      (entityRef): entityRef is string =>
        !!entityRef &&
        entityRef !== now?.entityRef &&
        !this.#told.claimant(ref, entityRef),
    );
    if (!now && !stale.length) return;
    await this.#connection!.applyMutation({
      type: 'delta',
      added: now ? [now.deferred] : [],
      removed: [...new Set(stale)].map(entityRef => ({ entityRef })),
    });
    if (now) this.#told.set(ref, now);
    else this.#told.delete(ref);
  }

  /** What to tell of a database: nothing where it belongs to nobody, or where the catalog would refuse it, which must not keep the others out. */
  async #describe(
    database: Database,
    told: EmittedEntities,
  ): Promise<CatalogState | undefined> {
    if (!isBound(database)) return undefined;
    const { ref } = database;
    try {
      const entity = await toEntity(database);
      const entityRef = stringifyEntityRef(entity);
      const other = told.claimant(ref, entityRef);
      if (other)
        throw new ConflictError(`${entityRef} stands for ${other} already`);
      this.#refused.delete(ref);
      return { entityRef, deferred: { entity, locationKey: `${NAME}:${ref}` } };
    } catch (error) {
      const reason = stringifyError(error);
      if (this.#refused.get(ref) !== reason) {
        this.#refused.set(ref, reason);
        this.#services.logger.warn(
          `The catalog cannot show the database ${ref}, all others are shown: ${reason}`,
        );
      }
      return undefined;
    }
  }
}
