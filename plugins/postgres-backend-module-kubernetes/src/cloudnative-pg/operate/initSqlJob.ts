import { ConflictError } from '@backstage/errors';
import {
  coreKinds,
  initSqlVerdict,
  managedBy,
  recordAnnotations,
  type InitSql,
  type InitSqlVerdict,
  type JobRequest,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type ClusterContext,
  clusterKind,
  type FoundDatabase,
  initSqlOf,
  namesOf,
  POSTGRES_PORT,
  resources,
} from '../model';
import { databaseName, loginSecret } from '../observe';

/** From the start of the Job. psql tries to connect for the first two minutes. */
const INIT_SQL_MINUTES = 15;

/**
 * The SQL is an argument, which psql sends to the server as it is: in a file it
 * would obey lines that begin with a backslash, and `\!` is a shell. As an
 * argument it would obey one at the very beginning, hence the space. psql reads
 * all of a result before it drops it.
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

/**
 * The Job that runs init SQL, from a pod like the primary's: its image has the
 * right psql, and nodes have it already.
 */
export async function initSqlJob(
  { client }: ClusterContext,
  found: FoundDatabase,
  { sql, id }: InitSql,
  signal?: AbortSignal,
): Promise<JobRequest<InitSqlVerdict>> {
  const { cluster } = found;
  const { namespace, name, uid, status } = cluster;
  const login = loginSecret(found);
  const pod: PrimaryPod | undefined = await client.get(
    coreKinds.pods,
    { namespace, name: status.currentPrimary ?? '' },
    { signal },
  );
  const postgres = pod?.spec?.containers?.find(
    container => container.name === 'postgres',
  );
  if (!postgres || login.name === undefined)
    throw new ConflictError(`Database '${name}' has no primary or no login`);
  const { securityContext, imagePullSecrets, nodeSelector, tolerations } =
    pod?.spec ?? {};
  const names = namesOf(name);
  const service = status.writeService ?? names.readWriteService;
  const ofLogin = (key: string) => ({ secret: login.name, key });
  return {
    owner: { kind: resources.clusters, namespace, name, uid },
    record: recordAnnotations.initSql,
    purpose: 'init-sql',
    id,
    isWanted: owner =>
      initSqlOf(clusterKind.slim(owner, managedBy(owner)))?.id === id,
    image: postgres.image,
    command: ['sh', '-c', PROGRAM],
    environment: {
      PGHOST: `${service}.${namespace}.svc`,
      PGPORT: `${POSTGRES_PORT}`,
      PGDATABASE: databaseName(found) ?? '',
      PGUSER: ofLogin('username'),
      PGPASSWORD: ofLogin('password'),
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: '/job/ca.crt',
      PGCONNECT_TIMEOUT: '10',
      PGAPPNAME: 'pgstage init SQL',
    },
    files: {
      'init.sql': sql,
      'ca.crt': {
        secret: status.certificates?.serverCASecret ?? names.caSecret,
        key: 'ca.crt',
      },
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
