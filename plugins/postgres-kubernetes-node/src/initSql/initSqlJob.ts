import { ConflictError } from '@backstage/errors';
import {
  coreKinds,
  type ClusterClient,
  type KubernetesObject,
  type ResourceKind,
} from '../cluster';
import type { JobRequest } from '../jobs';
import type { CachedMeta } from '../model/cachedTypes';
import { POSTGRES } from '../model/podKind';
import { recordAnnotations } from '../model/record';
import { initSqlVerdict, type InitSql, type InitSqlVerdict } from './initSql';

/** From the start of the Job. psql tries to connect for the first two minutes. */
const INIT_SQL_MINUTES = 15;

/**
 * The SQL is an argument, which psql sends to the server unchanged: in a file,
 * lines that begin with a backslash are commands, and `\!` is a shell. In an
 * argument only the very beginning can be one, hence the space. psql reads a
 * whole result before it discards it.
 */
const PROGRAM = `
end() {
  cat /tmp/said >&2
  printf '{"stage":"%s","exitCode":%d,"said":"%s"}' \\
    "$1" "$2" "$(base64 </tmp/said | tr -d '\\n')" >/dev/termination-log
  exit "$2"
}
left=60
until psql -XAtqc 'SELECT 1' >/dev/null 2>/tmp/said; do
  left=$((left - 1))
  [ "$left" -gt 0 ] || end connect 2
  sleep 2
done
{
  psql -Xq -v ON_ERROR_STOP=1 --single-transaction \\
    -c " $(cat /job/init.sql)" 2>&1 >/dev/null
  echo $? >/tmp/code
} | tail -c 2000 >/tmp/said
end run "$(cat /tmp/code)"
`;

interface PrimaryPod extends KubernetesObject {
  spec?: {
    containers?: Array<{ name: string; image: string }>;
    securityContext?: { runAsUser?: number };
    imagePullSecrets?: Array<{ name?: string }>;
    nodeSelector?: Record<string, string>;
    tolerations?: object[];
  };
}

/** Options of the Job that runs init SQL. @public */
export interface InitSqlJobOptions {
  /** The database object. */
  kind: ResourceKind;
  cluster: Pick<CachedMeta, 'namespace' | 'name' | 'uid'>;
  /** Name of the primary's pod, which the Job's pod is modeled on. */
  primary?: string;
  /** Service of the primary. */
  service: string;
  port: number;
  database: string;
  /** Secret with `username` and `password` of the owner. */
  login?: string;
  /** Secret whose `ca.crt` is the authority of the server's certificate. */
  authority: string;
  /** The SQL that the record of the object currently requests. */
  requestedBy(owner: KubernetesObject): InitSql | undefined;
}

/**
 * Returns the Job that runs init SQL. Its pod is modeled on the primary's: that
 * image has the right psql and is already on the nodes.
 *
 * @throws ConflictError if there is no primary, or no login.
 * @public
 */
export async function initSqlJob(
  client: ClusterClient,
  target: InitSqlJobOptions,
  { sql, id }: InitSql,
  signal?: AbortSignal,
): Promise<JobRequest<InitSqlVerdict>> {
  const { cluster, kind, service, port, database, login, authority } = target;
  const { namespace, name, uid } = cluster;
  const pod: PrimaryPod | undefined = await client.get(
    coreKinds.pods,
    { namespace, name: target.primary ?? '' },
    { signal },
  );
  const postgres = pod?.spec?.containers?.find(
    container => container.name === POSTGRES,
  );
  if (!postgres || login === undefined)
    throw new ConflictError(`Database '${name}' has no primary or no login`);
  const { securityContext, imagePullSecrets, nodeSelector, tolerations } =
    pod?.spec ?? {};
  const ofLogin = (key: string) => ({ secret: login, key });
  return {
    owner: { kind, namespace, name, uid },
    record: recordAnnotations.initSql,
    purpose: 'init-sql',
    id,
    isRequested: owner => target.requestedBy(owner)?.id === id,
    image: postgres.image,
    command: ['sh', '-c', PROGRAM],
    environment: {
      PGHOST: `${service}.${namespace}.svc`,
      PGPORT: `${port}`,
      PGDATABASE: database,
      PGUSER: ofLogin('username'),
      PGPASSWORD: ofLogin('password'),
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: '/job/ca.crt',
      PGCONNECT_TIMEOUT: '10',
      PGAPPNAME: 'pgstage init SQL',
    },
    files: {
      'init.sql': sql,
      'ca.crt': { secret: authority, key: 'ca.crt' },
    },
    verdict: initSqlVerdict,
    deadlineSeconds: INIT_SQL_MINUTES * 60,
    pod: {
      runAsUser: securityContext?.runAsUser,
      imagePullSecrets,
      nodeSelector,
      tolerations,
    },
  };
}
