import { namesOf, type FoundDatabase } from '../model';

/** The operator's default, where a Cluster names none. */
const DEFAULT_DATABASE = 'app';

function bootstrapOf({ cluster }: FoundDatabase) {
  const {
    initdb,
    recovery,
    pg_basebackup: copy,
  } = cluster.spec.bootstrap ?? {};
  return initdb ?? recovery ?? copy;
}

/** Name of the application's database inside the server. */
export function databaseName(found: FoundDatabase): string {
  return (
    bootstrapOf(found)?.database ??
    found.cluster.record.spec.database ??
    DEFAULT_DATABASE
  );
}

/** Its owner. */
export function ownerName(found: FoundDatabase): string {
  return bootstrapOf(found)?.owner ?? databaseName(found);
}

/** The Secret with the owner's login, and whether the operator made it. */
export function loginSecret(found: FoundDatabase): {
  name: string;
  generated: boolean;
} {
  const supplied = bootstrapOf(found)?.secret?.name;
  const own = namesOf(found.cluster.name).appSecret;
  return {
    name: supplied ?? own,
    generated: supplied === undefined || supplied === own,
  };
}

/** Version of PostgreSQL: as exact as the image's tag tells, else its major. */
export function serverVersion({ cluster }: FoundDatabase): string | undefined {
  const { image, pgDataImageInfo } = cluster.status;
  const tag = /:(\d+(?:\.\d+)?)(?:[-.@]|$)/.exec(
    pgDataImageInfo?.image ?? image ?? '',
  )?.[1];
  const major = pgDataImageInfo?.majorVersion?.toString();
  return tag && (!major || tag.split('.')[0] === major) ? tag : major;
}

/** The server that a replica cluster follows; it takes no writes itself. As the operator decides it (IsReplica). */
export function followedSource({
  cluster: { name, spec },
}: FoundDatabase): string | undefined {
  const { enabled, primary, self, source } = spec.replica ?? {};
  const follows =
    enabled ?? (primary !== undefined && primary !== (self ?? name));
  return follows ? source ?? primary ?? 'another server' : undefined;
}
