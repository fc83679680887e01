import type { LoginSecret } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { namesOf, type CloudNativePgSnapshot } from '../model';

/** The operator's default, where a Cluster names none. */
const DEFAULT_DATABASE = 'app';

function bootstrapOf({ cluster }: CloudNativePgSnapshot) {
  const {
    initdb,
    recovery,
    pg_basebackup: copy,
  } = cluster.spec.bootstrap ?? {};
  return initdb ?? recovery ?? copy;
}

/** Whether all databases and roles of another server were imported: the operator then makes none of its own. */
function isImported({ cluster }: CloudNativePgSnapshot): boolean {
  return cluster.spec.bootstrap?.initdb?.import?.type === 'monolith';
}

/** Name of the application's database inside the server; undefined where it is not known. */
export function databaseName(
  snapshot: CloudNativePgSnapshot,
): string | undefined {
  return (
    bootstrapOf(snapshot)?.database ??
    snapshot.cluster.record.spec.database ??
    (isImported(snapshot) ? undefined : DEFAULT_DATABASE)
  );
}

/** Its owner. */
export function ownerName(snapshot: CloudNativePgSnapshot): string | undefined {
  return bootstrapOf(snapshot)?.owner ?? databaseName(snapshot);
}

/** As the operator decides it (ShouldCreateApplicationDatabase). */
export function loginSecret(snapshot: CloudNativePgSnapshot): LoginSecret {
  const source = followedSource(snapshot);
  if (source)
    return {
      generated: false,
      none: `It is a read-only copy: its users and passwords are those of ${source}.`,
    };
  const supplied = bootstrapOf(snapshot)?.secret?.name;
  if (isImported(snapshot) && !supplied)
    return {
      generated: false,
      none: 'Its databases and roles were imported from another server: it has their users and passwords, and the operator made no login.',
    };
  const own = namesOf(snapshot.cluster.name).appSecret;
  return {
    name: supplied ?? own,
    generated: supplied === undefined || supplied === own,
  };
}

/** Whether the credential store is to hold the login: not where all but the record is others'. */
export function keepsLogin(snapshot: CloudNativePgSnapshot): boolean {
  const { record, deletedAt } = snapshot.cluster;
  return (
    record.binding !== undefined &&
    !record.adopted &&
    !deletedAt &&
    loginSecret(snapshot).none === undefined
  );
}

/** Repositories whose tags begin with the version of PostgreSQL inside. Other images number themselves as they like. */
const OPERAND_IMAGE =
  /\/(?:cloudnative-pg|enterprisedb)\/(?:postgresql|postgis)(?:-[\w-]+)?:(\d+(?:\.\d+)?)(?:[-.@]|$)/;

/** From any tag the operator takes the major version alone. */
const MAJOR_TAG = /:(\d{2})(?=[.\-_@]|$)/;

/** Version of PostgreSQL: as exact as the tag of an image of the operator's project tells, else its major, as the operator found it. */
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

/** The server that a replica cluster follows; it takes no writes itself. As the operator decides it (IsReplica). */
export function followedSource({
  cluster: { name, spec },
}: CloudNativePgSnapshot): string | undefined {
  const { enabled, primary, self, source } = spec.replica ?? {};
  const follows =
    enabled ?? (primary !== undefined && primary !== (self ?? name));
  return follows ? source ?? primary ?? 'another server' : undefined;
}
