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
 * The HTTP contract of the plugin `postgres`, as calls. One interface for the
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
  /** `GET /providers` */
  listProviders(options?: O): Promise<ProviderList>;
  /** `GET /quotas`: how much the owner of an entity may have, and has. */
  getQuotas(query: QuotaQuery, options?: O): Promise<OwnerQuotas>;
  /** `GET /databases`: only those that the caller may see. */
  listDatabases(filter: ListDatabases, options?: O): Promise<DatabaseList>;
  /**
   * `GET /databases/:ref`. With `after`, waits up to `waitSeconds` (at most 60) for a
   * revision other than `after`; the answer may be the same revision when time is up.
   */
  getDatabase(
    ref: string,
    wait?: { after: string; waitSeconds: number },
    options?: O,
  ): Promise<DatabaseView>;
  /**
   * `POST /databases[?dryRun=true]`. Repeatable: the same request gives the same
   * database. A dry run checks everything and writes nothing; its entity may be
   * one to come, where the request names an owner that the caller belongs to.
   */
  createDatabase(
    request: CreateDatabase & { dryRun?: boolean },
    options?: O,
  ): Promise<DatabaseView>;
  /** `POST /bindings/confirm`: each database alone, so that one which fails does not keep the others. */
  confirmBindings(
    request: ConfirmBindings,
    options?: O,
  ): Promise<ConfirmedBindings>;
  /** `POST /manifests`: what `createDatabase` would write, where the provider works by manifests. Writes nothing. */
  renderManifests(request: CreateDatabase, options?: O): Promise<Manifests>;
  /** `GET /databases/:ref/connection` */
  getConnection(ref: string, options?: O): Promise<Section<Connection>>;
  /** `GET /databases/:ref/health` */
  getHealth(ref: string, options?: O): Promise<Section<Health>>;
  /** `GET /databases/:ref/backups` */
  getBackups(ref: string, options?: O): Promise<Section<Backups>>;
}
