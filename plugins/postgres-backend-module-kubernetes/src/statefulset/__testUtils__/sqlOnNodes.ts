import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  waitFor,
  type Nodes,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { namesOf, resources } from '../model';

/** Variables of libpq that replace those of the application. */
type Login = Partial<
  Record<'PGHOST' | 'PGUSER' | 'PGPASSWORD' | 'PGDATABASE', string>
>;

/** Returns a pod with the programs of PostgreSQL that logs in as the application of a database does: with its Secret. */
export function clientPod(
  { namespace }: Pick<Nodes, 'namespace'>,
  pod: string,
  database: string,
  command: string[],
  login: Login = {},
): KubernetesObject {
  const names = namesOf(database);
  const variable = (name: keyof Login, key: string) =>
    login[name] === undefined
      ? { name, valueFrom: { secretKeyRef: { name: names.login, key } } }
      : { name, value: login[name] };
  return {
    metadata: { namespace, name: pod },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 999,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'client',
          image: 'localhost/postgres:17',
          command,
          env: [
            { name: 'PGCONNECT_TIMEOUT', value: '10' },
            { name: 'PGHOST', value: login.PGHOST ?? names.readWrite },
            variable('PGUSER', 'postgres-username'),
            variable('PGPASSWORD', 'postgres-password'),
            variable('PGDATABASE', 'postgres-database'),
          ],
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    },
  };
}

/** Runs SQL in such a pod. Returns the output, or throws it. */
export const sqlOnNodes =
  (nodes: Nodes) =>
  async (
    database: string,
    statement: string,
    login?: Login,
  ): Promise<string> => {
    const { client } = nodes.admin;
    const command = ['psql', '-XAtw', '-v', 'ON_ERROR_STOP=1', '-c', statement];
    const { metadata } = await client.create(
      resources.pods,
      clientPod(nodes, `client-${randomUUID()}`, database, command, login),
    );
    const id = { namespace: nodes.namespace, name: metadata.name };
    let phase: string | undefined;
    await waitFor(async () => {
      const live = await client.get(resources.pods, id);
      phase = (live?.status as { phase?: string })?.phase;
      expect(['Succeeded', 'Failed']).toContain(phase);
    }, 60_000);
    const output = await client.podLog({ ...id, limitBytes: 10_000 });
    await client.delete(resources.pods, id);
    if (phase === 'Failed') throw new Error(output);
    return output.trim();
  };
