import {
  UnsupportedOperationError,
  type DatabaseOperation,
  type Section,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderCallOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import type { Authorizer } from '../authorization/Authorizer';
import type { Caller } from '../authorization/Caller';
import type { CatalogProbe, Silence } from '../authorization/CatalogProbe';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { SectionReader } from '../sections/SectionReader';
import type { DatabaseBindings } from './DatabaseBindings';
import type { DatabaseFinder } from './DatabaseFinder';
import type { DatabaseOperations } from './DatabaseOperations';
import { matches, paginate } from './listDatabases';
import type { BackendPostgresService, WaitForChange } from './types';

/** Reads from memory and through sections, and hands writes on. */
export class DefaultPostgresService implements BackendPostgresService {
  readonly createDatabase: BackendPostgresService['createDatabase'];
  readonly restoreDatabase: BackendPostgresService['restoreDatabase'];
  readonly renderManifests: BackendPostgresService['renderManifests'];
  readonly bindDatabase: BackendPostgresService['bindDatabase'];
  readonly changeDatabase: BackendPostgresService['changeDatabase'];
  readonly restartDatabase: BackendPostgresService['restartDatabase'];
  readonly switchoverDatabase: BackendPostgresService['switchoverDatabase'];
  readonly hibernateDatabase: BackendPostgresService['hibernateDatabase'];
  readonly fenceDatabase: BackendPostgresService['fenceDatabase'];
  readonly removeMember: BackendPostgresService['removeMember'];
  readonly rotatePassword: BackendPostgresService['rotatePassword'];
  readonly createBackup: BackendPostgresService['createBackup'];
  readonly revealCredentials: BackendPostgresService['revealCredentials'];
  readonly removeDatabase: BackendPostgresService['removeDatabase'];
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
    const { bindings, operations } = services;
    this.createDatabase = bindings.create;
    this.restoreDatabase = bindings.restore;
    this.renderManifests = bindings.render;
    this.bindDatabase = bindings.bind;
    this.changeDatabase = operations.change;
    this.restartDatabase = operations.restart;
    this.switchoverDatabase = operations.switchover;
    this.hibernateDatabase = operations.hibernate;
    this.fenceDatabase = operations.fence;
    this.removeMember = operations.removeMember;
    this.rotatePassword = operations.rotatePassword;
    this.createBackup = operations.createBackup;
    this.revealCredentials = operations.revealCredentials;
    this.removeDatabase = operations.remove;
  }

  listProviders: BackendPostgresService['listProviders'] = () =>
    this.#services.registry.describeAll();

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
    const { visible, rights } = await authorizer.look(caller, [
      ...entries.keys(),
    ]);
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
    this.#section(caller, ref, 'connection', (provider, ...call) =>
      provider.connection(...call),
    );

  getHealth: BackendPostgresService['getHealth'] = (caller, ref) =>
    this.#section(caller, ref, 'health', (provider, ...call) =>
      provider.health?.(...call),
    );

  getBackups: BackendPostgresService['getBackups'] = (caller, ref) =>
    this.#section(
      caller,
      ref,
      'backups',
      (provider, ...call) => provider.listBackups?.(...call),
      'backup',
    );

  /** Gives back why nothing is known any more, where the catalog has gone silent. */
  async #waitForChange(
    ref: string,
    { after, waitSeconds, signal }: WaitForChange,
  ): Promise<Silence | undefined> {
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
    section: string,
    load: (
      provider: PostgresProvider,
      ref: string,
      options: ProviderCallOptions,
    ) => Promise<T> | undefined,
    operation?: DatabaseOperation,
  ): Promise<Section<T>> {
    const { finder, registry, sections } = this.#services;
    const { database } = (await finder.find(caller, ref)).entry;
    const provider = registry.get(database.provider);
    return sections.read<T>(database.ref, section, {
      provider: provider.id,
      what: `${section} of ${database.ref}`,
      load: async signal => {
        const data = load(provider, database.ref, { signal });
        if (data) return data;
        const reason = operation && database.operations[operation].reason;
        throw new UnsupportedOperationError(
          section,
          reason ?? `provider '${provider.id}' does not offer it`,
        );
      },
    });
  }
}

interface Services {
  directory: DatabaseDirectory;
  registry: ProviderRegistry;
  authorizer: Authorizer;
  finder: DatabaseFinder;
  sections: SectionReader;
  probe: CatalogProbe;
  bindings: DatabaseBindings;
  operations: DatabaseOperations;
}
