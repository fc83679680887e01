import { containerText } from '@pgstage/backstage-plugin-postgres-common';
import { apiVersionOf, type KubernetesObject } from '../cluster';
import { jobName, type JobFile, type JobRequest } from './JobRequest';
import { jobKinds } from './jobKinds';

/** Service account of all Jobs of a namespace, without rights and without a token. */
const SERVICE_ACCOUNT = 'pgstage-jobs';

/** Labels of Jobs and their pods. */
const PURPOSE_LABEL = 'pgstage.io/job';

const DAY = 86_400;
const labelsOf = ({ purpose }: JobRequest) => ({
  'app.kubernetes.io/managed-by': 'pgstage',
  [PURPOSE_LABEL]: purpose,
});

/** Objects that a Job needs. */
export function serviceAccountManifest(namespace: string): KubernetesObject {
  return {
    metadata: {
      name: SERVICE_ACCOUNT,
      namespace,
      labels: { 'app.kubernetes.io/managed-by': 'pgstage' },
    },
    automountServiceAccountToken: false,
  };
}

const isText = (file: JobFile): file is string => typeof file === 'string';

/** Returns the ConfigMap with the texts of a request, owned by its Job, or undefined if it has none. */
export function filesManifest(
  request: JobRequest,
  job: KubernetesObject,
): KubernetesObject | undefined {
  const texts = Object.entries(request.files ?? {}).filter(([, file]) =>
    isText(file),
  );
  if (!texts.length) return undefined;
  const { name, namespace, uid = '' } = job.metadata;
  const { kind } = jobKinds.jobs;
  return {
    metadata: {
      name,
      namespace,
      labels: labelsOf(request),
      ownerReferences: [
        { apiVersion: apiVersionOf(jobKinds.jobs), kind, name, uid },
      ],
    },
    immutable: true,
    data: Object.fromEntries(texts),
  };
}

function volumesOf(request: JobRequest) {
  const sources = Object.entries(request.files ?? {}).map(([path, file]) =>
    isText(file)
      ? {
          configMap: { name: jobName(request), items: [{ key: path, path }] },
        }
      : { secret: { name: file.secret, items: [{ key: file.key, path }] } },
  );
  return [
    { name: 'tmp', emptyDir: { sizeLimit: '16Mi' } },
    ...(sources.length ? [{ name: 'job', projected: { sources } }] : []),
  ];
}

const variable = ([name, value]: [string, JobFile]) =>
  isText(value)
    ? { name, value: containerText(value) }
    : {
        name,
        valueFrom: { secretKeyRef: { name: value.secret, key: value.key } },
      };

/**
 * Returns the Job of a request. It is suspended, so that nothing runs before it
 * is recorded on its owner.
 */
export function jobManifest(request: JobRequest): KubernetesObject {
  const { owner, attempts = 1, pod = {}, keepSeconds = DAY } = request;
  const { kind, namespace, name, uid } = owner;
  const { runAsUser, ...placed } = pod;
  const volumes = volumesOf(request);
  return {
    metadata: {
      name: jobName(request),
      namespace,
      labels: labelsOf(request),
      ownerReferences: [
        { apiVersion: apiVersionOf(kind), kind: kind.kind, name, uid },
      ],
    },
    spec: {
      suspend: true,
      activeDeadlineSeconds: request.deadlineSeconds,
      ttlSecondsAfterFinished: keepSeconds,
      backoffLimit: attempts - 1,
      podReplacementPolicy: 'Failed',
      ...(attempts > 1 && {
        podFailurePolicy: {
          rules: [
            // A drained node is no failure of the program.
            {
              action: 'Ignore',
              onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
            },
          ],
        },
      }),
      template: {
        metadata: { labels: labelsOf(request) },
        spec: {
          ...placed,
          restartPolicy: 'Never',
          serviceAccountName: SERVICE_ACCOUNT,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 10,
          securityContext: {
            runAsNonRoot: true,
            ...(runAsUser !== undefined && { runAsUser }),
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'job',
              image: request.image,
              command: request.command.map(containerText),
              env: Object.entries(request.environment ?? {}).map(variable),
              resources: {
                requests: { cpu: '10m', memory: '32Mi' },
                limits: { cpu: '500m', memory: '256Mi' },
              },
              terminationMessagePolicy: 'FallbackToLogsOnError',
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: volumes.map(volume => ({
                name: volume.name,
                mountPath: `/${volume.name}`,
                readOnly: volume.name !== 'tmp',
              })),
            },
          ],
          volumes,
        },
      },
    },
  };
}
