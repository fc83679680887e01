import {
  majorOfImage,
  POSTGRES_PORT,
  resourcesOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels, namesOf, slotOf } from '../model';
import type { DatabasePlan } from './plan';
import { IS_READY, paths, RESPONDS, START } from './scripts';

/** Returns the image of a version. */
export const imageOf = ({ config, spec }: DatabasePlan): string =>
  config.image.replaceAll('{version}', spec.version);

/** The official image keeps its volume one folder higher since version 18. */
function dataFolders(plan: DatabasePlan) {
  const major =
    majorOfImage(imageOf(plan)) ?? Number.parseInt(plan.spec.version, 10);
  const mount =
    major >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data';
  // A volume may contain lost+found, which initdb does not accept.
  return { mount, data: `${mount}/pgdata` };
}

const probe = (script: string, failureThreshold: number) => ({
  exec: { command: ['sh', '-c', script] },
  periodSeconds: 10,
  timeoutSeconds: 10,
  failureThreshold,
});

const probes = {
  // As long as it recovers, it responds: a long recovery is not interrupted.
  startupProbe: probe(RESPONDS, 60),
  readinessProbe: probe(IS_READY, 3),
  livenessProbe: probe(RESPONDS, 6),
};

const securityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

const secret = (name: string, secretName: string) => ({
  name,
  secret: { secretName, defaultMode: 0o440 },
});

/** Returns the spec of the pod of an instance. The primary creates the database, and the others clone it. */
export function podSpec(plan: DatabasePlan, index: number) {
  const { name, spec, config } = plan;
  const names = namesOf(name);
  const instance = names.instance(index);
  const { mount, data } = dataFolders(plan);
  const isPrimary = index === (plan.primary ?? 0);
  const shared = {
    image: imageOf(plan),
    securityContext,
    resources: resourcesOf(config, { size: spec.size, options: {} }),
  };
  const env = [{ name: 'PGDATA', value: data }];
  const volumeMounts = [
    { name: 'data', mountPath: mount },
    { name: 'config', mountPath: paths.config, readOnly: true },
    { name: 'socket', mountPath: paths.socket },
    { name: 'tmp', mountPath: '/tmp' },
  ];
  const onlyToPrepare = [
    ...(isPrimary
      ? [
          { name: 'login', mountPath: paths.login },
          { name: 'monitoring', mountPath: paths.monitoring },
          { name: 'started', mountPath: paths.started },
        ]
      : []),
    { name: 'replication', mountPath: paths.replication },
  ].map(each => ({ ...each, readOnly: true }));
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 120,
    imagePullSecrets: config.imagePullSecrets.map(each => ({ name: each })),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: config.userId,
      runAsGroup: config.userId,
      fsGroup: config.userId,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              topologyKey: 'kubernetes.io/hostname',
              labelSelector: {
                matchLabels: { [labels.cluster]: names.readWrite },
              },
            },
          },
        ],
      },
    },
    initContainers: [
      {
        ...shared,
        name: 'prepare',
        command: [
          'sh',
          `${paths.config}/prepare-${isPrimary ? 'primary' : 'standby'}.sh`,
        ],
        env: isPrimary
          ? env
          : [
              ...env,
              { name: 'PRIMARY', value: names.readWrite },
              { name: 'SLOT', value: slotOf(instance) },
              { name: 'PGAPPNAME', value: instance },
            ],
        volumeMounts: [...volumeMounts, ...onlyToPrepare],
      },
    ],
    containers: [
      {
        ...shared,
        name: 'postgres',
        command: ['sh', '-c', START],
        env,
        ports: [{ name: 'postgresql', containerPort: POSTGRES_PORT }],
        ...probes,
        lifecycle: {
          // SIGTERM alone would wait until all clients have disconnected. The hook
          // must end before PostgreSQL, whose end ends the container.
          preStop: {
            exec: { command: ['pg_ctl', '-m', 'fast', '-W', 'stop'] },
          },
        },
        volumeMounts: [...volumeMounts, { name: 'shm', mountPath: '/dev/shm' }],
      },
    ],
    volumes: [
      {
        name: 'data',
        persistentVolumeClaim: { claimName: names.claim(index) },
      },
      { name: 'config', configMap: { name: names.config } },
      { name: 'socket', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
      { name: 'shm', emptyDir: { medium: 'Memory' } },
      ...(isPrimary
        ? [
            secret('login', names.login),
            secret('monitoring', names.monitoring),
            {
              name: 'started',
              configMap: { name: names.started, optional: true },
            },
          ]
        : []),
      secret('replication', names.replication),
    ],
  };
}
