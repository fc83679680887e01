import { ConflictError } from '@backstage/errors';
import {
  DifferencesError,
  invalidField,
  RecordChangedError,
  stringifyDatabaseRef,
  type Binding,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Authorizer } from '../authorization/Authorizer';
import type { Caller } from '../authorization/Caller';
import { canonicalEntityRef } from '../authorization/CatalogReader';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { normalizeRef } from '../directory/DatabaseIndex';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { BindingPlanner, BindingRequest } from './BindingPlanner';
import type { DatabaseFinder } from './DatabaseFinder';
import { KeyedLock } from './KeyedLock';
import type { BackendPostgresService } from './types';
import type { WriteSteps } from './WriteSteps';

/** Makes databases for entities, new or restored, and changes to which entities they belong. */
export class DatabaseBindings {
  readonly #services: Services;
  readonly #bindLock = new KeyedLock();

  constructor(services: Services) {
    this.#services = services;
  }

  create: BackendPostgresService['createDatabase'] = async (
    caller,
    request,
    { dryRun },
  ) => {
    const { directory, registry, finder, steps } = this.#services;
    const provider = await registry.resolve(request.provider, request.location);
    const { entityRef, owner, resourceName, ...spec } = request;
    const ref = stringifyDatabaseRef(request);
    // Before the binding is planned: what it was planned on may not be older.
    const target = { provider, database: directory.get(ref)?.database };
    const database = await this.#make(caller, ref, request, binding =>
      steps.run(target, 'create', caller, options =>
        provider.create({ ...spec, binding }, { ...options, dryRun }),
      ),
    );
    // A dry run shows a database that is in no directory.
    return dryRun
      ? finder.view(caller, { database, revision: 'none' })
      : steps.written(caller, database);
  };

  restore: BackendPostgresService['restoreDatabase'] = async (
    caller,
    ref,
    request,
  ) => {
    const { steps } = this.#services;
    const target = await steps.prepare(caller, ref, 'restore');
    const { database: source, provider } = target;
    const { entityRef, owner, resourceName, ...wanted } = request;
    const { name } = wanted;
    if (name === source.name) {
      throw invalidField(
        'name',
        `must be another than '${name}': a restore makes a new database and leaves this one as it is`,
      );
    }
    const copy = await this.#make(
      caller,
      stringifyDatabaseRef({ ...source, name }),
      request,
      binding =>
        steps.run(target, 'restore', caller, options =>
          provider.restore?.(source.ref, { ...wanted, binding }, options),
        ),
    );
    return steps.written(caller, copy);
  };

  render: BackendPostgresService['renderManifests'] = async (
    caller,
    request,
  ) => {
    const { directory, registry, steps } = this.#services;
    const provider = await registry.resolve(request.provider, request.location);
    const { entityRef, owner, resourceName, ...spec } = request;
    const ref = stringifyDatabaseRef(request);
    return this.#make(caller, ref, request, async binding => {
      const before = directory.get(ref)?.database;
      const belongs = before?.binding?.entityRefs
        .map(normalizeRef)
        .includes(canonicalEntityRef(entityRef));
      // Once merged, the files would take over the database of somebody else.
      if (before && !belongs) {
        throw new ConflictError(
          `There is a database '${ref}' already, and it does not belong to '${entityRef}'. Choose another name`,
        );
      }
      return steps.run({ provider }, 'render', caller, () =>
        provider.render?.({ ...spec, binding }),
      );
    });
  };

  bind: BackendPostgresService['bindDatabase'] = (caller, ref, request) =>
    // A binding is read, changed and replaced: two at once would lose one.
    this.#bindLock.run(ref, async () => {
      const { planner, steps } = this.#services;
      const target = await steps.prepare(caller, ref, 'bind');
      const { database, provider } = target;
      const { recordVersion: seen } = request;
      if (seen !== undefined && seen !== database.recordVersion)
        throw new RecordChangedError(database.ref);
      const binding = await planner.forBind(caller, database, request);
      const adopt = request.adopt && !database.binding;
      const bound = await steps.run(target, 'bind', caller, options =>
        provider.bind(database.ref, binding, { ...options, adopt }),
      );
      return steps.written(caller, bound);
    });

  /** Works out the binding of a new database, and hides one that is in the way from those who may not see it. */
  async #make<T>(
    caller: Caller,
    ref: string,
    request: BindingRequest,
    make: (binding: Binding) => Promise<T>,
  ): Promise<T> {
    const { directory, planner } = this.#services;
    if (directory.get(ref)) await this.#requireVisible(caller, ref);
    const binding = await planner.forCreate(caller, ref, request);
    return make(binding).catch(async error => {
      // One that is not observed yet may be anybody's.
      if (error instanceof DifferencesError)
        await this.#requireVisible(caller, ref);
      throw error;
    });
  }

  /** A name that is taken by a hidden database is a conflict that tells no more than that. */
  async #requireVisible(caller: Caller, ref: string): Promise<void> {
    const { directory, authorizer } = this.#services;
    const entry = directory.get(ref);
    if (!entry) {
      throw new ConflictError(
        `The name of '${ref}' was taken a moment ago, and to whom it belongs is not known yet. Look for it in a moment, or choose another name`,
      );
    }
    const { visible } = await authorizer.look(caller, [entry.database]);
    if (visible.length) return;
    throw new ConflictError(
      `The name of '${ref}' is taken by a database that you may not see. Choose another name, or ask an administrator of databases to bind that one to your entity`,
    );
  }
}

interface Services {
  directory: DatabaseDirectory;
  registry: ProviderRegistry;
  authorizer: Authorizer;
  finder: DatabaseFinder;
  planner: BindingPlanner;
  steps: WriteSteps;
}
