import type { ClusterClient } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { CATALOGUE, resources, type StatefulSetSnapshot } from '../model';
import { catalogueIn } from './facts';

type Of = Pick<StatefulSetSnapshot, 'backupClaims' | 'jobPods'>;

/** Whether a run has reported what is not recorded on the claim yet. */
export const hasNewReport = (snapshot: Of): boolean =>
  catalogueIn(snapshot)?.at !== snapshot.backupClaims[0]?.catalogue?.at;

/** Records on the claim what the last run has reported about its volume: the pod with the report is removed some time. */
export async function recordCatalogue(
  client: ClusterClient,
  snapshot: Of,
  signal?: AbortSignal,
): Promise<void> {
  const [claim] = snapshot.backupClaims;
  if (!claim || !hasNewReport(snapshot)) return;
  const annotations = { [CATALOGUE]: JSON.stringify(catalogueIn(snapshot)) };
  const { uid } = claim;
  await client.patch(
    resources.persistentVolumeClaims,
    claim,
    { metadata: { uid, annotations } },
    { signal },
  );
}
