import {
  databaseChangePermission,
  databaseForceRemovePermission,
  databaseOperations,
  handledOperations,
  logsSchema,
  type Database,
  type DatabaseOperation,
  type DatabaseView,
  type HandledOperationDefinition,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresProvider,
  ProviderWriteOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import type { Caller } from '../authorization/Caller';
import type { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { checkedReport } from '../providers/checkedReport';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { optionScopeOf } from './optionScope';
import type { Quotas } from './Quotas';
import { requirePlanned } from './requirePlanned';
import type { BackendPostgresService, HandledCall } from './types';
import { ifMissing, type PreparedWrite, type WriteSteps } from './WriteSteps';

type Handler = (...args: unknown[]) => Promise<Database>;

/**
 * Changes and removes databases, reveals passwords, reads logs, and calls the operations
 * that a method of the provider performs alone.
 */
export class DatabaseOperations {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  change: BackendPostgresService['changeDatabase'] = (caller, ref, change) =>
    this.#write(
      caller,
      ref,
      'change',
      (provider, known, options) => provider.change?.(known, change, options),
      ({ database, provider, rights }) => {
        const { location, spec } = database;
        const changed = Object.entries(change).filter(
          ([, value]) => value !== undefined,
        );
        const planned = {
          ...database,
          spec: {
            ...spec,
            ...Object.fromEntries(changed),
            options: { ...spec.options, ...change.options },
          },
        };
        requirePlanned(
          rights,
          databaseChangePermission,
          planned,
          optionScopeOf(provider, location, change, spec),
        );
        this.#services.quotas.require(planned);
      },
    );

  /** Returns the operations of the provider as calls of the service. */
  handled(): Pick<BackendPostgresService, HandledCall> {
    return Object.fromEntries(
      handledOperations.map(operation => [
        operation.call,
        this.#handled(operation),
      ]),
    ) as Pick<BackendPostgresService, HandledCall>;
  }

  #handled({ id, handler, input }: HandledOperationDefinition) {
    return (caller: Caller, ref: string, request: unknown) =>
      this.#write(caller, ref, id, (provider, known, options) => {
        const handlers = provider as unknown as Record<string, Handler>;
        return input
          ? handlers[handler]?.(known, request, options)
          : handlers[handler]?.(known, options);
      });
  }

  revealCredentials: BackendPostgresService['revealCredentials'] = async (
    caller,
    ref,
  ) => {
    const { steps } = this.#services;
    const target = await steps.prepare(caller, ref, 'reveal-credentials');
    const { database, provider } = target;
    return steps.run(target, 'reveal-credentials', caller, options =>
      provider.revealCredentials?.(database.ref, options),
    );
  };

  readLogs: BackendPostgresService['readLogs'] = async (
    caller,
    ref,
    request,
  ) => {
    const { steps } = this.#services;
    const target = await steps.prepare(caller, ref, 'read-logs');
    const { database, provider } = target;
    const logs = await steps.run(target, 'read-logs', caller, options =>
      provider.readLogs?.(database.ref, request, options),
    );
    return checkedReport(
      provider.id,
      `logs of ${database.ref}`,
      logsSchema,
      logs,
    );
  };

  remove: BackendPostgresService['removeDatabase'] = async (
    caller,
    ref,
    request,
  ) => {
    const { steps, directory } = this.#services;
    const permission = request.force
      ? databaseForceRemovePermission
      : databaseOperations.remove.permission;
    const prepare = () =>
      steps.prepare(caller, ref, 'remove', permission).catch(ifMissing);
    let prepared = await prepare();
    if (!prepared) {
      // Another replica may have just created it: only the engine knows. Also for a
      // hidden database, because a difference would reveal that it exists.
      await steps.refresh(caller, ref, 'remove');
      prepared = await prepare();
    }
    // Already removed, or hidden.
    if (!prepared) return;
    const { database, provider } = prepared;
    await steps.run(prepared, 'remove', caller, options =>
      provider.remove?.(database.ref, request, options),
    );
    directory.removed(database.ref);
  };

  /** Runs an operation that returns the changed database. */
  async #write(
    caller: Caller,
    ref: string,
    operation: DatabaseOperation,
    call: (
      provider: PostgresProvider,
      ref: string,
      options: ProviderWriteOptions,
    ) => Promise<Database> | undefined,
    check?: (target: PreparedWrite) => void,
  ): Promise<DatabaseView> {
    const { steps } = this.#services;
    const target = await steps.prepare(caller, ref, operation);
    check?.(target);
    const { database, provider } = target;
    const written = await steps.run(target, operation, caller, options =>
      call(provider, database.ref, options),
    );
    return steps.written(caller, written);
  }
}

interface Services {
  steps: WriteSteps;
  directory: DatabaseDirectory;
  registry: ProviderRegistry;
  quotas: Quotas;
}
