import {
  connectionSchema,
  healthSchema,
  type Section,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Authorizer } from '../authorization/Authorizer';
import type { Caller } from '../authorization/Caller';
import type {
  CatalogProbe,
  CatalogOutage,
} from '../authorization/CatalogProbe';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { readSection, type SectionLoad } from '../sections/readSection';
import type { SectionReader } from '../sections/SectionReader';
import type { DatabaseBackups } from './DatabaseBackups';
import type { DatabaseBindings } from './DatabaseBindings';
import type { DatabaseFinder } from './DatabaseFinder';
import type { DatabaseOperations } from './DatabaseOperations';
import { matches, paginate } from './listDatabases';
import type {
  BackendPostgresService,
  HandledCall,
  WaitForChange,
} from './types';

/** The operations that only call the provider, from the table of operations. */
export interface DefaultPostgresService
  extends Pick<BackendPostgresService, HandledCall> {}

/** Reads from memory and from sections, and delegates writes. */
export class DefaultPostgresService implements BackendPostgresService {
  readonly getQuotas: BackendPostgresService['getQuotas'];
  readonly createDatabase: BackendPostgresService['createDatabase'];
  readonly restoreDatabase: BackendPostgresService['restoreDatabase'];
  readonly renderManifests: BackendPostgresService['renderManifests'];
  readonly bindDatabase: BackendPostgresService['bindDatabase'];
  readonly confirmBindings: BackendPostgresService['confirmBindings'];
  readonly changeDatabase: BackendPostgresService['changeDatabase'];
  readonly getBackups: BackendPostgresService['getBackups'];
  readonly createBackup: BackendPostgresService['createBackup'];
  readonly revealCredentials: BackendPostgresService['revealCredentials'];
  readonly readLogs: BackendPostgresService['readLogs'];
  readonly removeDatabase: BackendPostgresService['removeDatabase'];
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
    const { backups, bindings, operations } = services;
    Object.assign(this, operations.handled());
    this.getQuotas = services.readQuotas;
    this.createDatabase = bindings.create;
    this.restoreDatabase = bindings.restore;
    this.renderManifests = bindings.render;
    this.bindDatabase = bindings.bind;
    this.confirmBindings = bindings.confirmAll;
    this.changeDatabase = operations.change;
    this.getBackups = backups.list;
    this.createBackup = backups.create;
    this.revealCredentials = operations.revealCredentials;
    this.readLogs = operations.readLogs;
    this.removeDatabase = operations.remove;
  }

  listProviders: BackendPostgresService['listProviders'] = async caller => {
    const { registry, isAdmin } = this.#services;
    const list = await registry.describeAll();
    const hasNotices = list.items.some(({ locations }) =>
      locations.some(({ notices }) => notices?.length),
    );
    if (hasNotices && (await isAdmin(caller))) return list;
    return {
      ...list,
      items: list.items.map(item => ({
        ...item,
        locations: item.locations.map(
          ({ notices: _, ...location }) => location,
        ),
      })),
    };
  };

  listDatabases: BackendPostgresService['listDatabases'] = async (
    caller,
    filter,
  ) => {
    const { directory, registry, authorizer, finder } = this.#services;
    const passes = matches(filter);
    const entries = new Map(
      (filter.entityRef === undefined
        ? directory.all()
        : directory.byEntity(filter.entityRef)
      )
        .filter(({ database }) => passes(database))
        .map(entry => [entry.database, entry]),
    );
    const { visible: readable, rights } = await authorizer.authorize(
      caller,
      [...entries.keys()],
      { mustKnowEntities: filter.dangling !== undefined },
    );
    const visible = readable.filter(
      database =>
        filter.dangling === undefined ||
        filter.dangling === rights.bindingRights(database).dangling.length > 0,
    );
    const { page, nextCursor } = paginate(visible, filter);
    return {
      items: page.flatMap(database => {
        const entry = entries.get(database);
        return entry ? [finder.toView(entry, rights)] : [];
      }),
      totalItems: visible.length,
      nextCursor,
      problems: [
        ...registry.problems(),
        ...directory.locations.problems(),
      ].filter(
        ({ provider }) => !filter.provider || provider === filter.provider,
      ),
      complete: registry.isComplete(directory),
    };
  };

  getDatabase: BackendPostgresService['getDatabase'] = async (
    caller,
    ref,
    wait,
  ) => {
    const { finder } = this.#services;
    if (wait) {
      // Also before waiting: a caller who may not read a database must not be
      // notified of its changes.
      const { entry, rights } = await finder.find(caller, ref);
      const unreachable = await this.#waitForChange(entry.database.ref, wait);
      if (unreachable) {
        return {
          ...finder.toView(entry, rights),
          // A revision of no process, so that the next wait is short.
          revision: `unknown.${entry.revision}`,
          unreachable,
        };
      }
    }
    const { entry, rights } = await finder.find(caller, ref);
    return finder.toView(entry, rights);
  };

  getConnection: BackendPostgresService['getConnection'] = (caller, ref) =>
    this.#section(caller, ref, {
      section: 'connection',
      schema: connectionSchema,
      load: (provider, ...call) => provider.connection(...call),
    });

  getHealth: BackendPostgresService['getHealth'] = (caller, ref) =>
    this.#section(caller, ref, {
      section: 'health',
      schema: healthSchema,
      load: (provider, ...call) => provider.health?.(...call),
    });

  /** Returns the outage if the catalog stops responding. */
  async #waitForChange(
    ref: string,
    { after, waitSeconds, signal }: WaitForChange,
  ): Promise<CatalogOutage | undefined> {
    const { directory, probe } = this.#services;
    const over = new AbortController();
    const change = directory.waitForChange(ref, after, {
      timeoutMs: waitSeconds * 1000,
      signal,
    });
    const outage = await Promise.race([
      change.then(() => probe.outage),
      probe.untilOutage(AbortSignal.any([signal, over.signal])),
    ]);
    over.abort();
    return outage;
  }

  async #section<T>(
    caller: Caller,
    ref: string,
    section: SectionLoad<T>,
  ): Promise<Section<T>> {
    const { database } = (await this.#services.finder.find(caller, ref)).entry;
    return readSection(this.#services, database, section);
  }
}

interface Services {
  directory: DatabaseDirectory;
  registry: ProviderRegistry;
  authorizer: Authorizer;
  finder: DatabaseFinder;
  isAdmin(caller: Caller): Promise<boolean>;
  sections: SectionReader;
  probe: CatalogProbe;
  readQuotas: BackendPostgresService['getQuotas'];
  backups: DatabaseBackups;
  bindings: DatabaseBindings;
  operations: DatabaseOperations;
}
