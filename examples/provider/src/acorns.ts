import {
  databaseKind,
  partKind,
  type OperatorSnapshot,
  type PartLabels,
  type ResourceKind,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

const kindOf = (plural: string, kind: string): ResourceKind => ({
  group: 'example.com',
  version: 'v1',
  plural,
  kind,
});

/** Kinds that the operator defines. */
export const resources = {
  acorns: kindOf('postgresacorns', 'PostgresAcorn'),
  backups: kindOf('acornbackups', 'AcornBackup'),
};

/** Labels that the operator sets on the objects that it creates. */
export const labels = {
  cluster: 'example.com/acorn',
  instance: 'example.com/instance',
} satisfies PartLabels;

/** Returns the names of the objects that the operator creates for a PostgresAcorn. */
export const namesOf = (name: string) => ({
  services: { readWrite: `${name}-primary`, readOnly: `${name}-standbys` },
  loginSecret: `${name}-login`,
  authority: `${name}-ca`,
});

/** The spec of a PostgresAcorn, as its CRD defines it. */
export interface AcornSpec {
  version: string;
  instances: number;
  storage: string;
  resources?: object;
  database?: string;
  owner?: string;
  connectionLimit?: number;
  extensions?: string[];
  roles?: Array<{ name: string; login?: boolean }>;
  databases?: Array<{ name: string; owner?: string }>;
  primary?: string;
  fromBackup?: string;
  certificateRequest?: string;
}

interface AcornStatus {
  phase?: string;
  message?: string;
  primary?: string;
  version?: string;
  loginVersion?: string;
  certificateRequest?: string;
  extensions?: string[];
  roles?: string[];
  databases?: string[];
  lagBytes?: Record<string, number>;
}

interface BackupStatus {
  phase?: 'Running' | 'Finished' | 'Failed';
  startedAt?: string;
  finishedAt?: string;
  version?: string;
  sizeBytes?: number;
  error?: string;
}

export const acornKind = databaseKind(
  resources.acorns,
  ({ spec, status = {} }) => ({
    spec: spec as AcornSpec,
    status: status as AcornStatus,
  }),
);

export const backupKind = partKind(
  resources.backups,
  ({ spec, status = {} }) => ({
    cluster: (spec as { acorn: string }).acorn,
    status: status as BackupStatus,
  }),
);

type Cached<Kind> = Kind extends WatchedKind<infer T> ? T : never;

/** A cached PostgresAcorn with its parts and backups. */
export type Acorn = OperatorSnapshot<
  Cached<typeof acornKind>,
  Cached<typeof backupKind>
>;
export type AcornBackup = Acorn['backups'][number];
