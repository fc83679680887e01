import {
  coreKinds,
  jobKinds,
  refsOf,
  type DatabaseKey,
  type PartLabels,
  type ResourceKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Id of the provider, part of every ref. */
export const PROVIDER_ID = 'statefulset';

/** The longest name derived from it is that of a CronJob, `<name>-postgresql-backup`, with at most 52 characters. */
export const MAX_NAME_LENGTH = 34;

const DOMAIN = 'statefulset.pgstage.io';

/** Labels of all parts of a database. */
export const labels = {
  /** Name of the read-write Service, which is the database object. */
  cluster: `${DOMAIN}/database`,
  instance: `${DOMAIN}/instance`,
  /** On Services: their purpose. */
  endpoint: `${DOMAIN}/endpoint`,
  /** On Jobs, their pods and the volume claim of backups, which are no parts of instances: name of the read-write Service. */
  backupOf: `${DOMAIN}/backup-of`,
  /** On pods other than those of instances: `exporter`. */
  podRole: `${DOMAIN}/role`,
  /** On all parts: uid of the Service. Volume claims and Secrets have no owner reference: whoever deletes the Service does not delete the data. */
  owner: `${DOMAIN}/owner`,
} satisfies PartLabels & Record<string, string>;

/** The largest number of instances: each standby needs a replication slot of the primary. */
export const MAX_INSTANCES = 15;

/**
 * Returns the label of the pods of all instances except this one. With it, the
 * read-only Service selects all except the primary, and another primary needs no
 * change of a pod, which would be a restart.
 */
export const otherThan = (index: number | ''): string =>
  `${DOMAIN}/other-than-${index}`;

/** Annotation of pods: the size that their resources come from. */
export const SIZE = `${DOMAIN}/size`;

/** Annotation of the Service: the uid of the volume claim of the primary, once it was created. */
export const DATA_CLAIM = `${DOMAIN}/data-claim`;

/** Annotation of the Service: the uid of the first volume claim of backups, once it was created. */
export const BACKUP_CLAIM = `${DOMAIN}/backup-claim`;

/** Annotation of the Service: since when the database is being removed. Everything after it can be repeated. */
export const REMOVAL = `${DOMAIN}/removal`;

/** Annotation: of the Service, when a restart of all instances was requested; of pods, the one that they were made for. */
export const RESTART = `${DOMAIN}/restart`;

/** Annotation of the login's Secret: id of the rotation that its `next-password` is for. */
export const ROTATION = `${DOMAIN}/rotation`;

/** Annotation of the Service: the record of the Job that sets a new password. */
export const ROTATION_JOB = `${DOMAIN}/rotation-job`;

/** Annotation of the Service: the last requested promotion of a standby. */
export const PROMOTION = `${DOMAIN}/promotion`;

/** Annotation of the Service: the record of the Job that promotes a standby. */
export const PROMOTION_JOB = `${DOMAIN}/promotion-job`;

/** Annotation of pods: id of the promotion after which the instance, the old primary, was created again as a standby. */
export const REPLACED = `${DOMAIN}/replaced`;

/** Annotation of the Service: names of Secrets that have existed and are missing. */
export const MISSING_SECRETS = `${DOMAIN}/missing-secrets`;

/** Annotation of the volume claim of backups: what is in the volume. */
export const CATALOGUE = `${DOMAIN}/backups`;

/** Annotation of the volume claim of backups: the record of the last requested backup. */
export const BACKUP_JOB = `${DOMAIN}/backup-job`;

/** Annotation of the Service: the record of the restore that the database was created by. */
export const RESTORE_JOB = `${DOMAIN}/restore-job`;

/** Kinds of the parts of a database. */
export const resources = {
  ...coreKinds,
  ...jobKinds,
  cronJobs: {
    group: 'batch',
    version: 'v1',
    plural: 'cronjobs',
    kind: 'CronJob',
  },
  statefulSets: {
    group: 'apps',
    version: 'v1',
    plural: 'statefulsets',
    kind: 'StatefulSet',
  },
  deployments: {
    group: 'apps',
    version: 'v1',
    plural: 'deployments',
    kind: 'Deployment',
  },
  podDisruptionBudgets: {
    group: 'policy',
    version: 'v1',
    plural: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
  },
} satisfies Record<string, ResourceKind>;

const SUFFIX = '-postgresql';

/** Returns the names of the objects of a database. */
export function namesOf(name: string) {
  const base = `${name}${SUFFIX}`;
  return {
    readWrite: base,
    readOnly: `${base}-ro`,
    headless: `${base}-hl`,
    /** Login of the application. */
    login: `${base}-secret`,
    /** Login of the standbys. */
    replication: `${base}-replication`,
    /** Login of the exporter. */
    monitoring: `${base}-monitoring`,
    exporter: `${base}-exporter`,
    metrics: `${base}-metrics`,
    config: `${base}-config`,
    connection: `${base}-connection`,
    /** Exists once the database has been started. */
    started: `${base}-started`,
    budget: base,
    /** The CronJob and the volume claim of backups. */
    backup: `${base}-backup`,
    /** Each instance is a StatefulSet of its own. */
    instance: (index: number) => `${base}-${index}`,
    /** Index of an instance; -1 for anything else. */
    indexOf: (instance: string | undefined) =>
      Array.from({ length: MAX_INSTANCES }, (_, index) => index).findIndex(
        index => `${base}-${index}` === instance,
      ),
    claim: (index: number) => `${base}-data${index ? `-${index}` : ''}`,
  };
}

/** Returns the name of a database by its Service. One that is not named like ours gets a `.`, which no Service has: names and Services map one to one. */
export function nameOf(service: string): string {
  const name = service.slice(0, -SUFFIX.length);
  return name && service.endsWith(SUFFIX) ? name : `${service}.`;
}

/** The inverse of {@link nameOf}. */
export function serviceOf(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : namesOf(name).readWrite;
}

const refs = refsOf(PROVIDER_ID);

/** Returns the ref of the database with a read-write Service. */
export const refOf = (service: DatabaseKey): string =>
  refs.refOf({ ...service, name: nameOf(service.name) });

/** Returns the key of the read-write Service. @throws NotFoundError if the ref does not belong to this provider. */
export function keyOf(ref: string): DatabaseKey {
  const key = refs.keyOf(ref);
  return { ...key, name: serviceOf(key.name) };
}

/** Role that standbys connect with. */
export const REPLICATION_ROLE = 'pgstage_replication';

/** Role that the exporter connects with. */
export const MONITORING_ROLE = 'pgstage_monitoring';

/** Role of pods of the exporter. */
export const EXPORTER = 'exporter';

/** Returns the name of the replication slot of an instance. */
export const slotOf = (instance: string): string =>
  instance.replaceAll('-', '_');
