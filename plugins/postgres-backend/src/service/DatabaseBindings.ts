import { ConflictError, toError } from '@backstage/errors';
import {
  databaseCreatePermission,
  hasErrorCode,
  invalidField,
  printable,
  RecordChangedError,
  stringifyDatabaseRef,
  type Binding,
  type ConfirmedBindings,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Authorizer } from '../authorization/Authorizer';
import type { Caller } from '../authorization/Caller';
import { canonicalEntityRef } from '../authorization/CatalogReader';
import type { AuthorizedResource, Rights } from '../authorization/Rights';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { BindingPlanner, BindingRequest } from './BindingPlanner';
import type { DatabaseFinder } from './DatabaseFinder';
import { KeyedLock } from './KeyedLock';
import { optionScopeOf } from './optionScope';
import type { Quotas } from './Quotas';
import { requirePlanned } from './requirePlanned';
import type { BackendPostgresService } from './types';
import type { WriteSteps } from './WriteSteps';

/** Users read the binding, and it is stored in an annotation, a comment or a tag. */
const MAX_ENTITIES = 100;

/** Creates and restores databases for entities, and changes their bindings. */
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
    const { registry, finder, steps } = this.#services;
    const provider = await registry.resolve(request.provider, request.location);
    const { entityRef, owner, resourceName, ...spec } = request;
    const ref = stringifyDatabaseRef(request);
    // Read before the binding is planned, so that it is not newer than the data for the plan.
    const existing = await this.#current(caller, ref, 'create');
    const target = { provider, database: existing };
    const planned = { ...request, spec };
    const database = await this.#createFor(
      caller,
      ref,
      planned,
      binding =>
        steps.run(target, 'create', caller, options =>
          provider.create({ ...spec, binding }, { ...options, dryRun }),
        ),
      // A form is also checked before the component that it creates exists.
      { allowFuture: dryRun },
    );
    // A database of a dry run is not in the directory.
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
    const { entityRef, owner, resourceName, ...settings } = request;
    const { name } = settings;
    if (name === source.name) {
      throw invalidField(
        'name',
        `must differ from '${name}': a restore creates a new database and does not change this one`,
      );
    }
    const copyRef = stringifyDatabaseRef({ ...source, name });
    await this.#current(caller, copyRef, 'restore');
    const copy = await this.#createFor(
      caller,
      copyRef,
      { ...source, ...request },
      binding =>
        steps.run(target, 'restore', caller, options =>
          provider.restore?.(source.ref, { ...settings, binding }, options),
        ),
    );
    return steps.written(caller, copy);
  };

  render: BackendPostgresService['renderManifests'] = async (
    caller,
    request,
  ) => {
    const { registry, steps } = this.#services;
    const provider = await registry.resolve(request.provider, request.location);
    const { entityRef, owner, resourceName, ...spec } = request;
    const ref = stringifyDatabaseRef(request);
    const planned = { ...request, spec };
    return this.#createFor(caller, ref, planned, async (binding, isTaken) => {
      // After the files are merged, they would take over the database of another owner.
      if (isTaken) {
        throw new ConflictError(
          `The database '${ref}' already exists, and does not belong to '${entityRef}'. Choose another name`,
        );
      }
      return steps.run({ provider }, 'render', caller, () =>
        provider.render?.({ ...spec, binding }),
      );
    });
  };

  bind: BackendPostgresService['bindDatabase'] = (caller, ref, request) =>
    // A binding is read, changed and replaced: of two concurrent changes one would be lost.
    this.#bindLock.run(ref, async () => {
      const { planner, quotas, steps } = this.#services;
      const target = await steps.prepare(caller, ref, 'bind');
      const { database, provider } = target;
      const { recordVersion: expected } = request;
      if (expected !== undefined && expected !== database.recordVersion)
        throw new RecordChangedError(database.ref);
      const binding = await planner.forBind(
        caller,
        database,
        request,
        target.rights,
      );
      if (binding.entityRefs.length > MAX_ENTITIES) {
        throw invalidField(
          'add',
          `must not result in more than ${MAX_ENTITIES} entities that use the database`,
        );
      }
      quotas.require({ ...database, binding });
      const confirms = request.confirm && !database.binding;
      // Not for a bound database, for which a provider could adopt another one after it was lost.
      const adopt =
        request.adopt || Boolean(confirms && database.unconfirmedBinding);
      const bound = await steps.run(target, 'bind', caller, options =>
        provider.bind(database.ref, binding, { ...options, adopt }),
      );
      return steps.written(caller, bound);
    });

  confirmAll: BackendPostgresService['confirmBindings'] = async (
    caller,
    { items },
  ) => {
    const confirmed: ConfirmedBindings['items'] = [];
    // Sequentially, because these are many writes, and nobody waits for the first one.
    for (const { ref, confirm, recordVersion } of items) {
      try {
        await this.bind(caller, ref, { confirm, recordVersion });
        confirmed.push({ ref });
      } catch (error) {
        const { name, message } = toError(error);
        confirmed.push({ ref, error: { name, message: printable(message) } });
      }
    }
    return { items: confirmed };
  };

  /**
   * Returns the database of that name, read again: another replica may have
   * removed it, and a new database must not get its binding.
   */
  async #current(
    caller: Caller,
    ref: string,
    operation: string,
  ): Promise<Database | undefined> {
    const { directory, steps } = this.#services;
    if (directory.get(ref)) await steps.refresh(caller, ref, operation);
    return directory.get(ref)?.database;
  }

  /**
   * Determines the binding of a new database, checks that the caller may have
   * it, and hides an existing database of that name from callers who may not
   * read it.
   *
   * @param create - called with the binding, and whether there is a database that
   *   does not belong to the entity.
   */
  async #createFor<T>(
    caller: Caller,
    ref: string,
    request: BindingRequest & Omit<AuthorizedResource, 'binding'>,
    create: (binding: Binding, isTaken: boolean) => Promise<T>,
    options: { allowFuture?: boolean } = {},
  ): Promise<T> {
    const { authorizer, directory, planner, registry } = this.#services;
    const existing = directory.get(ref)?.database;
    const visibleRights = existing && (await this.#requireVisible(caller, ref));
    const { provider, location, spec } = request;
    const planned = { provider, location, spec };
    const binding = await planner.forCreate(
      caller,
      ref,
      request,
      planned,
      options,
    );
    const whole = { ...planned, binding };
    requirePlanned(
      await authorizer.plan(caller, whole),
      databaseCreatePermission,
      whole,
      optionScopeOf(registry.get(provider), location, spec, existing?.spec),
    );
    this.#services.quotas.require({ ref, ...whole });
    const entityRef = canonicalEntityRef(request.entityRef);
    const isTaken =
      existing !== undefined &&
      !visibleRights?.bindingRights(existing).entities.includes(entityRef);
    return create(binding, isTaken).catch(async error => {
      // A database that is not observed yet can have any owner.
      if (hasErrorCode(error, 'Differences'))
        await this.#requireVisible(caller, ref);
      throw error;
    });
  }

  /** The conflict with a hidden database reveals only that the name is in use. */
  async #requireVisible(caller: Caller, ref: string): Promise<Rights> {
    const { directory, authorizer } = this.#services;
    const entry = directory.get(ref);
    if (!entry) {
      throw new ConflictError(
        `The name of '${ref}' was taken just now, and its owner is not known yet. Try again in a moment, or choose another name`,
      );
    }
    const { visible, rights } = await authorizer.authorize(caller, [
      entry.database,
    ]);
    if (visible.length) return rights;
    throw new ConflictError(
      `The name of '${ref}' is in use by a database that you are not allowed to see. Choose another name, or ask an administrator of databases to bind that one to your entity`,
    );
  }
}

interface Services {
  directory: DatabaseDirectory;
  registry: ProviderRegistry;
  authorizer: Authorizer;
  finder: DatabaseFinder;
  planner: BindingPlanner;
  quotas: Quotas;
  steps: WriteSteps;
}
