import {
  majorOfImage,
  POSTGRES_PORT,
  resourcesOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels, namesOf, slotOf } from '../model';
import type { DatabasePlan } from './plan';
import { paths, START } from './scripts';

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

/** Over TCP: the server that prepares a database listens on a socket only. */
const isReady = [
  'pg_isready',
  '-q',
  '-h',
  '127.0.0.1',
  '-p',
  `${POSTGRES_PORT}`,
];

const probes = {
  // Recovery after a crash may take long: 30 minutes.
  startupProbe: {
    exec: { command: isReady },
    periodSeconds: 5,
    timeoutSeconds: 5,
    failureThreshold: 360,
  },
  readinessProbe: {
    exec: { command: isReady },
    periodSeconds: 10,
    timeoutSeconds: 5,
    failureThreshold: 3,
  },
  // 1: it rejects connections, for example while it recovers.
  livenessProbe: {
    exec: {
      command: ['sh', '-c', `${isReady.join(' ')}; [ $? -ne 2 ]`],
    },
    periodSeconds: 10,
    timeoutSeconds: 5,
    failureThreshold: 6,
  },
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

/** Returns the spec of the pod of an instance. The first one creates the database, and the others clone it. */
export function podSpec(plan: DatabasePlan, index: number) {
  const { name, spec, config } = plan;
  const names = namesOf(name);
  const instance = names.instance(index);
  const { mount, data } = dataFolders(plan);
  const isFirst = index === 0;
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
    ...(isFirst
      ? [
          { name: 'login', mountPath: paths.login },
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
          `${paths.config}/prepare-${isFirst ? 'primary' : 'standby'}.sh`,
        ],
        env: isFirst
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
          // SIGTERM would wait until all clients have disconnected.
          preStop: {
            exec: {
              command: ['pg_ctl', '-m', 'fast', '-w', '-t', '100', 'stop'],
            },
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
      ...(isFirst
        ? [
            secret('login', names.login),
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
