import {
  POSTGRES_PORT,
  type JobRequest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';
import { imageOf, type DatabasePlan } from '../manifests';
import { namesOf, resources, ROTATION_JOB } from '../model';
import { NEXT_PASSWORD } from './loginSecret';

const verdictSchema = z.strictObject({
  /** The end of psql's output, with base64 because it may not be valid JSON. */
  said: z
    .base64()
    .transform(text => Buffer.from(text, 'base64').toString().trim()),
});

/**
 * Sets the new password, unless the role has it already. `\password` sends only
 * its verifier, so that no log of the server contains it. The role has it once a
 * login with it succeeds.
 */
export const ROTATE = `set -u
end() {
  printf '{"said":"%s"}' "$(tail -c 2000 /tmp/said | base64 | tr -d '\\n')" \\
    >/dev/termination-log
  exit "$1"
}
login() {
  PGPASSWORD="$(cat "/job/$1")" psql -XAtqw -c 'SELECT 1' >/dev/null 2>/tmp/said
}
left=30
until login next || login current; do
  left=$((left - 1))
  [ "$left" -gt 0 ] || end 1
  sleep 2
done
login next && end 0
# An empty one would clear the password.
[ -s /job/next ] || end 1
printf '%s\\n%s\\n' "$(cat /job/next)" "$(cat /job/next)" |
  PGPASSWORD="$(cat /job/current)" psql -Xqw -c '\\password' >/dev/null 2>/tmp/said ||
  end 1
login next || end 1
end 0
`;

/** Returns the Job of a rotation, with psql of the image of the database. */
export function rotationJob(
  plan: DatabasePlan,
  rotation: string,
): JobRequest<z.output<typeof verdictSchema>> {
  const { namespace, name, config, owner } = plan;
  const { readWrite, login } = namesOf(name);
  const ofLogin = (key: string) => ({ secret: login, key });
  return {
    owner: {
      kind: resources.services,
      namespace,
      name: readWrite,
      uid: owner?.uid ?? '',
    },
    record: ROTATION_JOB,
    purpose: 'rotate-password',
    id: rotation,
    image: imageOf(plan),
    command: ['sh', '-c', ROTATE],
    environment: {
      PGHOST: `${readWrite}.${namespace}.svc`,
      PGPORT: `${POSTGRES_PORT}`,
      PGDATABASE: ofLogin('postgres-database'),
      PGUSER: ofLogin('postgres-username'),
      PGCONNECT_TIMEOUT: '10',
      PGAPPNAME: 'pgstage rotate-password',
    },
    files: {
      current: ofLogin('postgres-password'),
      next: ofLogin(NEXT_PASSWORD),
    },
    verdict: verdictSchema,
    deadlineSeconds: 5 * 60,
    keepSeconds: 3600,
    pod: {
      runAsUser: config.userId,
      imagePullSecrets: config.imagePullSecrets.map(each => ({ name: each })),
    },
  };
}
