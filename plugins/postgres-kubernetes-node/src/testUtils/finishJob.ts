import {
  coreKinds,
  type ClusterClient,
  type KubernetesObject,
} from '../cluster';
import { jobKinds } from '../jobs/jobKinds';

/**
 * Completes a Job as Kubernetes does: creates its pod, and writes the status of
 * both.
 *
 * @public
 */
export async function finishJob(
  admin: ClusterClient,
  { metadata, spec }: KubernetesObject,
  message: string,
  exitCode = 0,
): Promise<void> {
  const { suspend, template } = spec as { suspend: boolean; template: any };
  if (suspend) throw new Error(`Job '${metadata.name}' was not started`);
  const { namespace, name, uid = '' } = metadata;
  const now = new Date().toISOString().replace(/\.\d+/, '');
  const pod = { namespace, name: `${name}-x` };
  await admin.create(coreKinds.pods, {
    metadata: {
      ...pod,
      labels: {
        ...template.metadata.labels,
        'batch.kubernetes.io/controller-uid': uid,
      },
    },
    spec: template.spec,
  });
  const container = {
    name: 'job',
    image: 'image',
    imageID: '',
    ready: false,
    restartCount: 0,
    state: { terminated: { exitCode, message, finishedAt: now } },
  };
  const phase = exitCode ? 'Failed' : 'Succeeded';
  await admin.patch(
    coreKinds.pods,
    pod,
    { status: { phase, containerStatuses: [container] } },
    { subresource: 'status' },
  );
  const conditions = (
    exitCode ? ['FailureTarget', 'Failed'] : ['SuccessCriteriaMet', 'Complete']
  ).map(type => ({
    type,
    status: 'True',
    reason: exitCode ? 'BackoffLimitExceeded' : 'CompletionsReached',
    lastTransitionTime: now,
  }));
  await admin.patch(
    jobKinds.jobs,
    metadata,
    {
      status: {
        startTime: now,
        conditions,
        ...(exitCode ? { failed: 1 } : { succeeded: 1, completionTime: now }),
      },
    },
    { subresource: 'status' },
  );
}
