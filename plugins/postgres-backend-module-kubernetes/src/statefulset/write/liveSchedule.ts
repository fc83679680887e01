import type {
  ClusterClient,
  KubernetesObject,
  Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** The fields that a record defines. */
interface CronJob extends KubernetesObject {
  spec: {
    schedule: string;
    jobTemplate: {
      spec: {
        template: { spec: { containers: Array<{ command: string[] }> } };
      };
    };
  };
}

/**
 * Returns a CronJob as it was before an interrupted change of its schedule, its
 * program or its environment; undefined if there is none. The rest is left to
 * who changed it.
 */
export async function liveSchedule(
  client: ClusterClient,
  { kind, object }: Manifest,
  signal?: AbortSignal,
): Promise<Manifest | undefined> {
  const live = await client.get(kind, object.metadata, { signal });
  if (!live) return undefined;
  const { schedule, jobTemplate } = (live as CronJob).spec;
  const [{ command }] = jobTemplate.spec.template.spec.containers;
  const before = structuredClone(object) as CronJob;
  before.spec.schedule = schedule;
  const { spec } = before.spec.jobTemplate.spec.template;
  // Without `env`, which Kubernetes completes: each of its variables is compared.
  spec.containers = spec.containers.map(each => ({
    ...each,
    command,
    env: undefined,
  }));
  return { kind, object: before };
}
