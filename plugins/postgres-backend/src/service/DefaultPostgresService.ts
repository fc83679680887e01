import type { Section } from '@pgstage/backstage-plugin-postgres-common';
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

/** The operations that a provider does alone, as their table has them. */
export interface DefaultPostgresService
  extends Pick<BackendPostgresService, HandledCall> {}

/** Reads from memory and through sections, and hands writes on. */
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
    this.removeDatabase = operations.remove;
  }

  listProviders: BackendPostgresService['listProviders'] = async caller => {
    const { registry, isAdmin } = this.#services;
    const list = await registry.describeAll();
    const told = list.items.some(({ locations }) =>
      locations.some(({ notices }) => notices?.length),
    );
    if (told && (await isAdmin(caller))) return list;
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
    const { visible: seen, rights } = await authorizer.look(
      caller,
      [...entries.keys()],
      { mustKnowEntities: filter.dangling !== undefined },
    );
    const visible = seen.filter(
      database =>
        filter.dangling === undefined ||
        filter.dangling === rights.standing(database).dangling.length > 0,
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
      // Before waiting too: whoever may not see a database must not learn of its changes.
      const { entry, rights } = await finder.find(caller, ref);
      const unreachable = await this.#waitForChange(entry.database.ref, wait);
      if (unreachable) {
        return {
          ...finder.toView(entry, rights),
          // Of no process, so that the next wait is short.
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
      load: (provider, ...call) => provider.connection(...call),
    });

  getHealth: BackendPostgresService['getHealth'] = (caller, ref) =>
    this.#section(caller, ref, {
      section: 'health',
      load: (provider, ...call) => provider.health?.(...call),
    });

  /** Gives back why nothing is known any more, where the catalog has gone silent. */
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
    const silence = await Promise.race([
      change.then(() => probe.silence),
      probe.untilSilent(AbortSignal.any([signal, over.signal])),
    ]);
    over.abort();
    return silence;
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
