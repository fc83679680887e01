import type {
  ChangeDatabase,
  Database,
  DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ProviderWriteOptions,
  ProvisionDatabase,
} from '@pgstage/backstage-plugin-postgres-node';
import type { KubernetesObject } from '../cluster';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import type { LogRules } from '../logs';
import type { DatabaseObserver } from '../observe/DatabaseObserver';
import type { FollowUpRules } from '../write/FollowUp';
import type { LiveObjects } from '../write/LiveObjects';
import type { OrphanCleaner } from '../write/OrphanCleaner';
import type { ReconcileRules } from '../write/Reconciler';

/** A provider's rules for writing database objects. @public */
export interface ObjectRules<Context extends ProviderContext> {
  /** Creates a database, or completes one after a crash. Returns its object, and whether it exists; false in a dry run. */
  create(
    context: Context,
    request: ProvisionDatabase,
    options: ProviderWriteOptions & { dryRun?: boolean },
  ): Promise<{ cluster: KubernetesObject; exists: boolean }>;
  /** Changes a pgstage-managed database, based on its live object. */
  change(
    context: Context,
    ref: string,
    live: KubernetesObject,
    request: ChangeDatabase,
    signal?: AbortSignal,
  ): Promise<KubernetesObject>;
  /** Returns the spec that would have created an adopted database. */
  specFromLive(live: KubernetesObject): DatabaseSpec;
}

/** Runs an operation of a provider. @public */
export type ProviderOperation<Context extends ProviderContext, T, R = void> = (
  context: Context,
  ref: string,
  request: T,
  options: ProviderWriteOptions,
) => Promise<R>;

/** Components of a provider on Kubernetes. @public */
export interface ProviderRules<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
  TPrevious,
> {
  write: ObjectRules<Context>;
  objects: LiveObjects<TSnapshot, Context>;
  observer: DatabaseObserver<TSnapshot, Context, TPrevious>;
  orphans: OrphanCleaner<TSnapshot, Context>;
  reconcile: ReconcileRules<TSnapshot, Context>;
  followUp: FollowUpRules<TSnapshot, Context>;
  /** Absent: the provider does not read logs. */
  logs?: LogRules<TSnapshot>;
  /** Returns a database from an object as just returned by the API server: nothing else is known yet. */
  databaseOf(context: Context, object: KubernetesObject): Database;
}
