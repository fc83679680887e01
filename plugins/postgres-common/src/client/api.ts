import type { Backups } from '../model/backups';
import type { Connection } from '../model/connection';
import type { Health } from '../model/health';
import type { OwnerQuotas, QuotaQuery } from '../model/quota';
import type { Section } from '../model/section';
import type {
  ConfirmBindings,
  CreateDatabase,
  ListDatabases,
} from '../model/requests';
import type {
  ConfirmedBindings,
  DatabaseList,
  DatabaseView,
  Manifests,
  ProviderList,
} from '../model/views';
import type { OperationCalls } from '../operations';

/**
 * The HTTP API of the plugin `postgres` as calls, for browsers and other
 * backends; `GET /openapi.json` returns the method and path of each. `O` is the
 * type of the options of a call, such as a signal, and in a backend the
 * credentials. The operations on a database are those of
 * {@link databaseOperations}.
 *
 * A call that receives an error response throws a `ResponseError`, whose
 * `body.error` contains `issues`, `differences` or `permission` if the error has
 * them. A call that receives no response throws the error of the transport.
 *
 * @public
 */
export interface PostgresApi<O> extends OperationCalls<O> {
  /** Returns the providers with their locations. */
  listProviders(options?: O): Promise<ProviderList>;
  /** Returns the limits and the usage of the owner of an entity. */
  getQuotas(query: QuotaQuery, options?: O): Promise<OwnerQuotas>;
  /** Returns the databases that the caller may read. */
  listDatabases(filter: ListDatabases, options?: O): Promise<DatabaseList>;
  /**
   * With `wait`, returns as soon as the revision differs from `after`, and after
   * `waitSeconds` (0 to 60) with the current revision, which can be the same.
   */
  getDatabase(
    ref: string,
    wait?: { after: string; waitSeconds: number },
    options?: O,
  ): Promise<DatabaseView>;
  /**
   * Creates a database. Repeating the request returns the same database. A dry
   * run checks the request and writes nothing. Its entity need not exist yet, if
   * the request contains an owner that the caller is, belongs to, or may choose
   * as an administrator or a service.
   */
  createDatabase(
    request: CreateDatabase & { dryRun?: boolean },
    options?: O,
  ): Promise<DatabaseView>;
  /** Confirms the bindings one by one; continues if one of them fails. */
  confirmBindings(
    request: ConfirmBindings,
    options?: O,
  ): Promise<ConfirmedBindings>;
  /** Returns the manifests that `createDatabase` would apply, if the provider uses manifests. Writes nothing. */
  renderManifests(request: CreateDatabase, options?: O): Promise<Manifests>;
  /** Returns how to connect. */
  getConnection(ref: string, options?: O): Promise<Section<Connection>>;
  /** Returns the health of the instances. */
  getHealth(ref: string, options?: O): Promise<Section<Health>>;
  /** Returns the backups, and the times that can be restored. */
  getBackups(ref: string, options?: O): Promise<Section<Backups>>;
}
