import {
  METRICS_PORT,
  POSTGRES_PORT,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { metadataOf } from '../manifests/metadata';
import type { DatabasePlan } from '../manifests/plan';
import {
  EXPORTER,
  labels,
  MONITORING_ROLE,
  namesOf,
  resources,
} from '../model';
import { isMonitored } from './option';

const PASSWORD = '/run/pgstage/monitoring';
/** That of `nobody`, as in the image of postgres_exporter. */
const USER = 65534;

const portName = 'metrics';

function podSpec({ name, namespace, config }: DatabasePlan) {
  const { readWrite, monitoring } = namesOf(name);
  const health = { httpGet: { path: '/', port: portName } };
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    imagePullSecrets: config.imagePullSecrets.map(each => ({ name: each })),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: EXPORTER,
        image: config.exporterImage,
        env: [
          {
            name: 'DATA_SOURCE_URI',
            value: `${readWrite}.${namespace}.svc:${POSTGRES_PORT}/postgres?sslmode=disable&connect_timeout=5`,
          },
          { name: 'DATA_SOURCE_USER', value: MONITORING_ROLE },
          { name: 'DATA_SOURCE_PASS_FILE', value: `${PASSWORD}/password` },
        ],
        ports: [{ name: portName, containerPort: METRICS_PORT }],
        readinessProbe: { ...health, periodSeconds: 10 },
        livenessProbe: { ...health, periodSeconds: 30, failureThreshold: 5 },
        resources: {
          requests: { cpu: '10m', memory: '32Mi' },
          limits: { cpu: '200m', memory: '128Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [
          { name: 'password', mountPath: PASSWORD, readOnly: true },
        ],
      },
    ],
    volumes: [
      {
        name: 'password',
        secret: {
          secretName: monitoring,
          defaultMode: 0o440,
          items: [{ key: 'password', path: 'password' }],
        },
      },
    ],
  };
}

/** Returns the exporter, which connects to the primary, and its Service; none unless it is requested. */
export function exporterManifests(plan: DatabasePlan): Manifest[] {
  if (!isMonitored(plan.spec)) return [];
  const { readWrite, exporter, metrics } = namesOf(plan.name);
  const own = {
    app: exporter,
    [labels.cluster]: readWrite,
    [labels.podRole]: EXPORTER,
  };
  return [
    {
      kind: resources.deployments,
      object: {
        metadata: metadataOf(plan, exporter, { app: exporter }),
        spec: {
          replicas: 1,
          selector: { matchLabels: own },
          template: { metadata: { labels: own }, spec: podSpec(plan) },
        },
      },
    },
    {
      kind: resources.services,
      object: {
        metadata: metadataOf(plan, metrics, {
          app: exporter,
          [labels.endpoint]: 'metrics',
        }),
        spec: {
          selector: own,
          ports: [{ name: portName, port: METRICS_PORT }],
        },
      },
    },
  ];
}
