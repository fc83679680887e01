import type { LoginSecret } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import { namesOf, type CloudNativePgSnapshot } from '../model';

/** The operator's default for a Cluster that names no database. */
const DEFAULT_DATABASE = 'app';

function bootstrapOf({ cluster }: CloudNativePgSnapshot) {
  const {
    initdb,
    recovery,
    pg_basebackup: copy,
  } = cluster.spec.bootstrap ?? {};
  return initdb ?? recovery ?? copy;
}

/** Whether all databases and roles of another server were imported. The operator then creates none itself. */
function isImported({ cluster }: CloudNativePgSnapshot): boolean {
  return cluster.spec.bootstrap?.initdb?.import?.type === 'monolith';
}

/** Returns the name of the application's database inside the server, or undefined if it is not known. */
export function databaseName(
  snapshot: CloudNativePgSnapshot,
): string | undefined {
  return (
    bootstrapOf(snapshot)?.database ??
    snapshot.cluster.record.spec.database ??
    (isImported(snapshot) ? undefined : DEFAULT_DATABASE)
  );
}

/** Returns the role that owns that database, or undefined if it is not known. */
export function ownerName(snapshot: CloudNativePgSnapshot): string | undefined {
  return bootstrapOf(snapshot)?.owner ?? databaseName(snapshot);
}

/** Returns the Secret of the application's login, by the operator's rules (ShouldCreateApplicationDatabase). */
export function loginSecret(snapshot: CloudNativePgSnapshot): LoginSecret {
  const source = followedSource(snapshot);
  if (source)
    return {
      generated: false,
      none: message('loginOfSource', { source }),
    };
  const supplied = bootstrapOf(snapshot)?.secret?.name;
  if (isImported(snapshot) && !supplied)
    return {
      generated: false,
      none: message('loginImported'),
    };
  const own = namesOf(snapshot.cluster.name).appSecret;
  return {
    name: supplied ?? own,
    generated: supplied === undefined || supplied === own,
  };
}

/** Returns whether the credential store holds the login. An adopted database is managed outside pgstage except for its record. */
export function keepsLogin(snapshot: CloudNativePgSnapshot): boolean {
  const { record, deletedAt } = snapshot.cluster;
  return (
    record.binding !== undefined &&
    !record.adopted &&
    !deletedAt &&
    loginSecret(snapshot).none === undefined
  );
}

/** Repositories whose tags begin with the version of PostgreSQL. Tags of other images can have any form. */
const OPERAND_IMAGE =
  /\/(?:cloudnative-pg|enterprisedb)\/(?:postgresql|postgis)(?:-[\w-]+)?:(\d+(?:\.\d+)?)(?:[-.@]|$)/;

/** The operator takes only the major version from a tag. */
const MAJOR_TAG = /:(\d{2})(?=[.\-_@]|$)/;

/** Returns the version of PostgreSQL: from the tag of an image of the operator's project, else the major version that the operator detected. */
export function serverVersion({
  cluster,
}: CloudNativePgSnapshot): string | undefined {
  const { image, pgDataImageInfo } = cluster.status;
  const name = pgDataImageInfo?.image ?? image ?? '';
  const tag = OPERAND_IMAGE.exec(name)?.[1];
  const major =
    pgDataImageInfo?.majorVersion?.toString() ?? MAJOR_TAG.exec(name)?.[1];
  return tag && (!major || tag.split('.')[0] === major) ? tag : major;
}

/** Returns the server that a replica cluster follows, by the operator's rules (IsReplica), or undefined if it accepts writes. */
export function followedSource({
  cluster: { name, spec },
}: CloudNativePgSnapshot): string | undefined {
  if (!spec.replica) return undefined;
  const { enabled, primary, self, source } = spec.replica;
  const follows =
    enabled ?? (primary !== undefined && primary !== (self ?? name));
  return follows ? source : undefined;
}

/** Returns the primary, the next one, and whether that is chosen yet. */
export function primaryOf({ status }: CloudNativePgSnapshot['cluster']) {
  const { currentPrimary, targetPrimary } = status;
  return [currentPrimary, targetPrimary, targetPrimary !== 'pending'] as const;
}
