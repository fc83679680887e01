import { containerText } from '@pgstage/backstage-plugin-postgres-common';
import { apiVersionOf, type KubernetesObject } from '../cluster';
import {
  jobName,
  type JobFile,
  type JobRequest,
  type JobVariable,
} from './JobRequest';
import { jobKinds } from './jobKinds';

/** Service account of all Jobs of a namespace, without rights and without a token. */
const SERVICE_ACCOUNT = 'pgstage-jobs';

/** Labels of Jobs and their pods. */
const PURPOSE_LABEL = 'pgstage.io/job';

const DAY = 86_400;
const labelsOf = ({
  purpose,
  labels,
}: Pick<JobRequest, 'purpose' | 'labels'>) => ({
  ...labels,
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

/** The volume with the files of a request, if it has any. */
function filesVolumes(request: JobRequest) {
  const sources = Object.entries(request.files ?? {}).map(([path, file]) =>
    isText(file)
      ? {
          configMap: { name: jobName(request), items: [{ key: path, path }] },
        }
      : { secret: { name: file.secret, items: [{ key: file.key, path }] } },
  );
  return sources.length ? [{ name: 'job', projected: { sources } }] : [];
}

const volumesOf = ({ volumes = {} }: JobProgram) => [
  { name: 'tmp', emptyDir: { sizeLimit: '16Mi' } },
  ...Object.entries(volumes).map(([name, { claim }]) => ({
    name,
    persistentVolumeClaim: { claimName: claim },
  })),
];

/** Folders that the program can write to. */
const isWritable = ({ volumes = {} }: JobProgram, name: string): boolean =>
  name === 'tmp' || (name in volumes && !volumes[name].readOnly);

function variable([name, value]: [string, JobVariable]) {
  if (typeof value === 'string') return { name, value: containerText(value) };
  return {
    name,
    valueFrom:
      'field' in value
        ? { fieldRef: { fieldPath: value.field } }
        : { secretKeyRef: { name: value.secret, key: value.key } },
  };
}

/** What runs, independent of the request that starts it. @public */
export type JobProgram = Omit<
  JobRequest,
  'owner' | 'record' | 'id' | 'isRequested' | 'verdict' | 'files'
>;

function podSpec(
  request: JobProgram,
  volumes: Array<{ name: string }>,
  serviceAccountName?: string,
) {
  const { runAsUser, fsGroup, ...placed } = request.pod ?? {};
  return {
    ...placed,
    restartPolicy: 'Never',
    ...(serviceAccountName && { serviceAccountName }),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 10,
    securityContext: {
      runAsNonRoot: true,
      ...(runAsUser !== undefined && { runAsUser }),
      ...(fsGroup !== undefined && {
        fsGroup,
        fsGroupChangePolicy: 'OnRootMismatch',
      }),
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
        volumeMounts: volumes.map(({ name }) => ({
          name,
          mountPath: `/${name}`,
          readOnly: !isWritable(request, name),
        })),
      },
    ],
    volumes,
  };
}

function jobSpec(
  request: JobProgram,
  volumes: Array<{ name: string }>,
  serviceAccountName?: string,
) {
  const { attempts = 1, deadlineSeconds } = request;
  return {
    activeDeadlineSeconds: deadlineSeconds,
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
      spec: podSpec(request, volumes, serviceAccountName),
    },
  };
}

/**
 * Returns the template of Jobs that a CronJob creates. It runs with the default
 * service account of the namespace, without a token.
 *
 * @public
 */
export const jobTemplate = (
  program: JobProgram,
): { metadata: object; spec: object } => ({
  metadata: { labels: labelsOf(program) },
  spec: jobSpec(program, volumesOf(program)),
});

/**
 * Returns the Job of a request. It is suspended, so that nothing runs before it
 * is recorded on its owner.
 */
export function jobManifest(request: JobRequest): KubernetesObject {
  const { kind, namespace, name, uid } = request.owner;
  const files = filesVolumes(request);
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
      ...jobSpec(request, [...volumesOf(request), ...files], SERVICE_ACCOUNT),
      suspend: true,
      ttlSecondsAfterFinished: request.keepSeconds ?? DAY,
    },
  };
}
