import type { ApiServer } from '../../plugins/postgres-kubernetes-node/src/testUtils/ApiServer';
import type {
  KubernetesObject,
  ResourceKind,
} from '../../plugins/postgres-kubernetes-node/src/cluster';
import { apiVersionOf } from '../../plugins/postgres-kubernetes-node/src/cluster';
import { apiPath } from '../../plugins/postgres-kubernetes-node/src/cluster/api/paths';
import { ApiReplay } from '../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/__testUtils__/ApiReplay';
import { readRecording } from '../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/__testUtils__/recording';

/** An object of the recorded database, as returned by the API server. */
export interface TemplateObject {
  resource: ResourceKind;
  object: KubernetesObject;
}

/** Names in the recording. */
export const RECORDED = { namespace: 'team-orders', name: 'orders' };

/**
 * Reads the objects that the real operator created for a healthy database of
 * three instances, validated and completed by an API server.
 */
export async function readTemplate(
  server: ApiServer,
  recordings: string,
): Promise<TemplateObject[]> {
  const { events, steps } = readRecording(recordings);
  const firstBackup = steps.find(({ step }) => step.startsWith('backup now'))!;
  const last = new Map(
    events
      .filter(({ at }) => at < firstBackup.at)
      .map(event => [
        `${event.resource.plural}/${event.object.metadata.name}`,
        event,
      ]),
  );
  const admin = server.admin();
  const replay = new ApiReplay(admin);
  await replay.prepare();
  const template: TemplateObject[] = [];
  for (const event of last.values()) {
    if (event.type === 'DELETED') continue;
    await replay.apply({ ...event, type: 'ADDED' });
    const { resource } = event;
    const object = await admin.json<KubernetesObject>({
      path: apiPath(resource, event.object.metadata),
    });
    const apiVersion = apiVersionOf(resource);
    template.push({
      resource,
      object: { ...object, apiVersion, kind: resource.kind },
    });
  }
  return template;
}
