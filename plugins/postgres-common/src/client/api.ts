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
 * The HTTP contract of the plugin `postgres`, as calls; `GET /openapi.json` has
 * the method and path of each. One interface for the
 * browser and for other backends; `O` holds what a call needs besides its
 * input: a signal, and in a backend the credentials. The operations on a
 * database are in their table, {@link databaseOperations}.
 *
 * A call that is answered with an error throws a `ResponseError` whose
 * `body.error` holds `issues`, `differences` or `permission` where there are any;
 * one without an answer throws another error.
 *
 * @public
 */
export interface PostgresApi<O> extends OperationCalls<O> {
  /** The providers and their locations. */
  listProviders(options?: O): Promise<ProviderList>;
  /** How much the owner of an entity may have, and has. */
  getQuotas(query: QuotaQuery, options?: O): Promise<OwnerQuotas>;
  /** Only those that the caller may see. */
  listDatabases(filter: ListDatabases, options?: O): Promise<DatabaseList>;
  /**
   * With `after`, waits up to `waitSeconds` (at most 60) for a
   * revision other than `after`; the answer may be the same revision when time is up.
   */
  getDatabase(
    ref: string,
    wait?: { after: string; waitSeconds: number },
    options?: O,
  ): Promise<DatabaseView>;
  /**
   * Repeatable: the same request gives the same
   * database. A dry run checks everything and writes nothing; its entity need
   * not exist yet if the request names an owner that the caller belongs to.
   */
  createDatabase(
    request: CreateDatabase & { dryRun?: boolean },
    options?: O,
  ): Promise<DatabaseView>;
  /** Each database alone, so that one which fails does not keep the others. */
  confirmBindings(
    request: ConfirmBindings,
    options?: O,
  ): Promise<ConfirmedBindings>;
  /** What `createDatabase` would write, where the provider works by manifests. Writes nothing. */
  renderManifests(request: CreateDatabase, options?: O): Promise<Manifests>;
  /** How to connect. */
  getConnection(ref: string, options?: O): Promise<Section<Connection>>;
  /** Health of the instances. */
  getHealth(ref: string, options?: O): Promise<Section<Health>>;
  /** Backups, and what can be restored. */
  getBackups(ref: string, options?: O): Promise<Section<Backups>>;
}
