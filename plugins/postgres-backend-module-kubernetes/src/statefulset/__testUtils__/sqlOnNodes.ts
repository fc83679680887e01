import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  waitFor,
  type Nodes,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { namesOf, resources } from '../model';

const IMAGE = 'localhost/postgres:17';

/**
 * Runs SQL as an application does: with the Secret of the database, from a pod
 * of its own. Returns the output, or throws it.
 */
export const sqlOnNodes =
  ({ admin, namespace }: Nodes) =>
  async (
    name: string,
    statement: string,
    {
      host = namesOf(name).readWrite,
      user,
    }: { host?: string; user?: string } = {},
  ): Promise<string> => {
    const { client } = admin;
    const names = namesOf(name);
    const fromSecret = (variable: string, key: string) => ({
      name: variable,
      valueFrom: { secretKeyRef: { name: names.login, key } },
    });
    const pod: KubernetesObject = {
      metadata: { namespace, name: `client-${randomUUID()}` },
      spec: {
        restartPolicy: 'Never',
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 999,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [
          {
            name: 'client',
            image: IMAGE,
            command: [
              'psql',
              '-XAtw',
              '-v',
              'ON_ERROR_STOP=1',
              '-c',
              statement,
            ],
            env: [
              { name: 'PGHOST', value: host },
              { name: 'PGCONNECT_TIMEOUT', value: '10' },
              user
                ? { name: 'PGUSER', value: user }
                : fromSecret('PGUSER', 'postgres-username'),
              fromSecret('PGPASSWORD', 'postgres-password'),
              fromSecret('PGDATABASE', 'postgres-database'),
            ],
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
            },
          },
        ],
      },
    };
    const { metadata } = await client.create(resources.pods, pod);
    const id = { namespace, name: metadata.name };
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
