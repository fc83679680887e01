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
import { optionScopeOf } from './optionReach';
import type { Quotas } from './Quotas';
import { requirePlanned } from './requirePlanned';
import type { BackendPostgresService } from './types';
import type { WriteSteps } from './WriteSteps';

/** The binding is read by people, and lies in an annotation, a comment or a tag. */
const MAX_ENTITIES = 100;

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
    const planned = { ...request, spec };
    const database = await this.#make(
      caller,
      ref,
      planned,
      binding =>
        steps.run(target, 'create', caller, options =>
          provider.create({ ...spec, binding }, { ...options, dryRun }),
        ),
      // A form is checked before the component that it makes, too.
      { mayCome: dryRun },
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
      { ...source, ...request },
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
    const { registry, steps } = this.#services;
    const provider = await registry.resolve(request.provider, request.location);
    const { entityRef, owner, resourceName, ...spec } = request;
    const ref = stringifyDatabaseRef(request);
    const planned = { ...request, spec };
    return this.#make(caller, ref, planned, async (binding, isTaken) => {
      // Once merged, the files would take over the database of somebody else.
      if (isTaken) {
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
      const { planner, quotas, steps } = this.#services;
      const target = await steps.prepare(caller, ref, 'bind');
      const { database, provider } = target;
      const { recordVersion: seen } = request;
      if (seen !== undefined && seen !== database.recordVersion)
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
          `must not make it more than ${MAX_ENTITIES} entities that use the database`,
        );
      }
      quotas.require({ ...database, binding });
      const confirms = request.confirm && !database.binding;
      // Of one that is bound, a provider may take another database for a lost one.
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
    // One after the other: it is many writes, and nobody waits for the first.
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
   * Works out the binding of a new database, checks that the caller may have it
   * so, and hides one that is in the way from those who may not see it.
   *
   * @param make - gets the binding, and whether there is a database that does not belong to the entity.
   */
  async #make<T>(
    caller: Caller,
    ref: string,
    request: BindingRequest & Omit<AuthorizedResource, 'binding'>,
    make: (binding: Binding, isTaken: boolean) => Promise<T>,
    options: { mayCome?: boolean } = {},
  ): Promise<T> {
    const { authorizer, directory, planner, registry } = this.#services;
    const existing = directory.get(ref)?.database;
    const seen = existing && (await this.#requireVisible(caller, ref));
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
      !seen?.standing(existing).entities.includes(entityRef);
    return make(binding, isTaken).catch(async error => {
      // One that is not observed yet may be anybody's.
      if (hasErrorCode(error, 'Differences'))
        await this.#requireVisible(caller, ref);
      throw error;
    });
  }

  /** A name that is taken by a hidden database is a conflict that tells no more than that. */
  async #requireVisible(caller: Caller, ref: string): Promise<Rights> {
    const { directory, authorizer } = this.#services;
    const entry = directory.get(ref);
    if (!entry) {
      throw new ConflictError(
        `The name of '${ref}' was taken a moment ago, and to whom it belongs is not known yet. Look for it in a moment, or choose another name`,
      );
    }
    const { visible, rights } = await authorizer.look(caller, [entry.database]);
    if (visible.length) return rights;
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
  quotas: Quotas;
  steps: WriteSteps;
}
