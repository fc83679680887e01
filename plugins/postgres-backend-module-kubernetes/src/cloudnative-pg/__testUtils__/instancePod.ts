import {
  type ClusterClient,
  coreKinds,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels } from '../model';

export function condition(type: string, status: string) {
  return {
    type,
    status,
    reason: 'Test',
    message: '',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  };
}

/** Returns the name and labels that the operator sets on the objects of an instance. */
export const instanceMetadata = (
  cluster: { namespace: string; name: string },
  name: string,
  role: 'primary' | 'replica',
) => ({
  namespace: cluster.namespace,
  name,
  labels: {
    [labels.cluster]: cluster.name,
    [labels.instanceName]: name,
    [labels.podRole]: 'instance',
    [labels.instanceRole]: role,
  },
});

/** Creates the pod of an instance with a ready status, although nothing runs in it. */
export async function createReadyPod(
  admin: ClusterClient,
  metadata: ReturnType<typeof instanceMetadata>,
  sidecars: string[] = [],
): Promise<void> {
  await admin.create(coreKinds.pods, {
    metadata,
    spec: {
      initContainers: sidecars.map(name => ({ name, image: name })),
      containers: [{ name: 'postgres', image: 'postgres' }],
      terminationGracePeriodSeconds: 0,
    },
  });
  await admin.patch(
    coreKinds.pods,
    metadata,
    {
      status: {
        phase: 'Running',
        conditions: [condition('Ready', 'True')],
        containerStatuses: [
          {
            name: 'postgres',
            ready: true,
            restartCount: 0,
            image: 'postgres',
            imageID: '',
            state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
          },
        ],
      },
    },
    { subresource: 'status' },
  );
}
