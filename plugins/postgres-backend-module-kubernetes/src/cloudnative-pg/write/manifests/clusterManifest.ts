import {
  majorVersion,
  type FurtherRole,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  pgstageLabels,
  prune,
  recordToAnnotations,
  resourcesOf,
  type BackupTarget,
  type DatabaseRecord,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { BARMAN_PLUGIN, type CloudNativePgConfig, namesOf } from '../../model';
import type { ResolvedSpec } from '../spec/resolveSpec';

/** The input of the manifests: a checked request. Rendering needs no further query. */
export interface ClusterPlan {
  ref: string;
  namespace: string;
  name: string;
  spec: ResolvedSpec;
  record: DatabaseRecord;
  config: CloudNativePgConfig;
  /** Keeps the first database declared even without extensions, so that the operator drops the former ones. */
  declaresFirst?: boolean;
}

/** Returns the backup target itself, even if the request only names a configured one. */
export function backupTargetOf({
  spec,
  config,
}: ClusterPlan): BackupTarget | undefined {
  const target = spec.options.backup?.target;
  return typeof target === 'string' ? config.backupTargets[target] : target;
}

/** Returns the folder of the archive. Each major version has another one, because their WAL must not mix. */
export function archiveFolderOf({ name, spec }: ClusterPlan): string {
  return (
    spec.options.backup?.folder ?? `${name}-pg${majorVersion(spec.version)}`
  );
}

const secretRef = (name: string | undefined) => (name ? { name } : undefined);

/** Libraries that the operator preloads if one of their parameters is set. */
const PRELOADED: Record<string, Record<string, string>> = {
  pg_stat_statements: { 'pg_stat_statements.max': '5000' },
  pgaudit: { 'pgaudit.log': 'none' },
};

function parametersOf({ spec }: ClusterPlan): Record<string, string> {
  const own = spec.options.parameters ?? {};
  const extensions = [
    ...spec.extensions,
    ...(spec.databases ?? []).flatMap(({ extensions: more = [] }) => more),
  ];
  const preloading = extensions.filter(
    extension =>
      Object.hasOwn(PRELOADED, extension) &&
      !Object.keys(own).some(key => key.startsWith(`${extension}.`)),
  );
  return Object.assign({}, ...preloading.map(name => PRELOADED[name]), own);
}

function imageOf({ spec, config }: ClusterPlan) {
  const { image, imageCatalog = config.catalog } = spec.options;
  if (image) return { imageName: image };
  if (!imageCatalog) {
    return { imageName: config.image.replaceAll('{version}', spec.version) };
  }
  return {
    imageCatalogRef: {
      apiGroup: 'postgresql.cnpg.io',
      ...imageCatalog,
      major: Number(spec.version),
    },
  };
}

const managedRole = ({
  passwordSecret,
  connectionLimit = -1,
  login = true,
  ...role
}: FurtherRole) => ({
  ensure: 'present',
  login,
  connectionLimit,
  ...role,
  passwordSecret: secretRef(passwordSecret),
});

function rolesOf({ spec }: ClusterPlan) {
  const { connectionLimit, user } = spec;
  const owner = connectionLimit ? [{ name: user, connectionLimit }] : [];
  return [...owner, ...(spec.roles ?? [])].map(managedRole);
}

function affinityOf({ affinity }: ResolvedSpec['options']) {
  const { antiAffinity = 'preferred', ...rest } = affinity ?? {};
  return {
    enablePodAntiAffinity: antiAffinity !== 'none',
    podAntiAffinityType: antiAffinity === 'none' ? undefined : antiAffinity,
    ...rest,
  };
}

function backupOf(plan: ClusterPlan) {
  const target = backupTargetOf(plan);
  if (!target) return {};
  if (target.type === 'volumeSnapshot') {
    const { className, walClassName } = target;
    return { backup: { volumeSnapshot: { className, walClassName } } };
  }
  return {
    plugins: [
      {
        name: BARMAN_PLUGIN,
        isWALArchiver: true,
        parameters: {
          barmanObjectName: namesOf(plan.name).objectStore,
          serverName: archiveFolderOf(plan),
        },
      },
    ],
  };
}

/** Returns the Cluster of a plan, with the record in its annotations. */
export function clusterManifest(plan: ClusterPlan): KubernetesObject {
  const { spec, config } = plan;
  const { options } = spec;
  const { tls } = options;
  const pullSecrets = new Set([
    ...config.imagePullSecrets,
    ...(options.imagePullSecrets ?? []),
  ]);
  const hba = [
    ...(tls?.only ? ['hostnossl all all all reject'] : []),
    ...(options.pgHba ?? []),
  ];
  return prune({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: {
      name: plan.name,
      namespace: plan.namespace,
      labels: { ...pgstageLabels },
      annotations: recordToAnnotations(plan.record),
    },
    spec: {
      instances: spec.instances,
      ...imageOf(plan),
      imagePullSecrets: [...pullSecrets].map(name => ({ name })),
      storage: {
        size: spec.storage,
        storageClass: options.storageClass ?? config.storageClass,
      },
      walStorage: options.walStorage && {
        size: options.walStorage.size,
        storageClass: options.walStorage.storageClass ?? config.storageClass,
      },
      resources: resourcesOf(config, spec),
      affinity: affinityOf(options),
      priorityClassName: options.priorityClass,
      inheritedMetadata: {
        labels: options.labels,
        annotations: options.annotations,
      },
      bootstrap: {
        initdb: {
          database: spec.database,
          owner: spec.user,
          postInitApplicationSQL: options.initSql ? [options.initSql] : [],
          postInitApplicationSQLRefs: options.initSqlConfigMap && {
            configMapRefs: [options.initSqlConfigMap],
          },
        },
      },
      postgresql: {
        parameters: parametersOf(plan),
        pg_hba: hba,
        synchronous: options.synchronous && {
          method: options.synchronous.method ?? 'any',
          number: options.synchronous.number,
          dataDurability: options.synchronous.durability ?? 'required',
        },
      },
      managed: { roles: rolesOf(plan) },
      certificates: {
        serverCASecret: tls?.serverCaSecret,
        serverTLSSecret: tls?.serverSecret,
        clientCASecret: tls?.clientCaSecret,
        replicationTLSSecret: tls?.replicationSecret,
        serverAltDNSNames: tls?.altDnsNames,
      },
      ...backupOf(plan),
    },
  });
}
