import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';

/** The texts of this provider. */
export const message = defineMessages('statefulSet', {
  noExtensions: 'must be omitted: this provider creates no extensions',
  noConnectionLimit: 'must be omitted: this provider sets no connection limit',
  noRoles: 'must be omitted: this provider creates no additional roles',
  noDatabases: 'must be omitted: this provider creates no additional databases',
  versionStays:
    'must stay {{version}}: this provider does not upgrade PostgreSQL',
  primaryStays:
    'must be at least {{minimum}}: instance {{name}} is the primary',
  nameStays: 'must stay {{name}}: a database is not renamed',

  creating: 'Creating the first instance',
  addingStandby: 'Adding a standby',
  updatingPods: 'Updating the pods of the instances',
  setsUpdated: 'No StatefulSet waits for an update of its pod',

  podUnreadable: 'its pod cannot be read',
  acceptsConnections: 'accepts connections',
  replicationUnknown: 'accepts connections; whether it replicates is not known',

  noFailover:
    'Kubernetes restarts the primary on a node that can attach its volume. No standby takes over automatically. A pod on an unreachable node stays Terminating until the node is back or removed. Do not force-delete the pod before the node is off.',
  askForPrimary:
    'Ask the platform team to check the pod and the volume of the primary. No standby takes over automatically.',
  checkStandbyPod:
    'Ask the platform team to check the pod. If the standby cannot recover, ask the platform team to delete its volume claim and its pod: it is then cloned again.',
  dumpYourself:
    'Take dumps with pg_dump yourself, or use a provider that takes backups.',
  checkPodsOfSets:
    'Ask the platform team to check the StatefulSets, their pods and the events.',

  askForExpansion:
    'Ask the platform team whether the storage class allows volume expansion.',
  copyBeforeDeletion:
    'Ask the platform team. A deletion cannot be undone: copy the data before the pod ends.',

  claimIsMissing:
    "The volume of the primary is missing: there is no PersistentVolumeClaim '{{name}}'. Nothing is changed. Restore the volume, or remove the database.",
  secretIsMissing:
    "Secret '{{name}}' is missing. It is not created again, because its password would not be that of the role.",
  claimLost: 'The volume of the primary is missing.',
  claimLostMeaning:
    'The primary cannot start. Its data is in the standbys at most, and in dumps.',
  keepStandbys:
    'Do not create the claim again, and do not remove standbys: they may have the only copy of the data. Ask the platform team to restore the volume.',
  secretsLost: 'Secrets of the database are missing: {{names}}.',
  secretsLostMeaning:
    'They are not created again, because their passwords would not be those of the roles. Pods that need them cannot start.',
  restoreSecrets:
    "Ask the platform team to create them again with the same passwords, owned by Service '{{service}}'. The password of the login is also in the Secret in the application's namespace.",

  recordUnreadable:
    "The record of the database, the annotation pgstage.io/spec of Service '{{service}}', cannot be read. Nothing is changed.",
  adoptedStays:
    'The database was not created here: it can be shown and bound, but not changed.',
  removesVolumes:
    'The volume claims of all instances are deleted with it. Whether the data stays is decided by the reclaim policy of their volumes. There are no backups.',
  scaleDownDeletes:
    'Removing an instance deletes its volume claim. Its replication slot stays on the primary, which retains WAL for it up to max_slot_wal_keep_size.',
  allRestart:
    'A change of the size restarts all instances at the same time. Sessions end.',
  storageClassMustExpand:
    'The storage class of the volumes must allow volume expansion.',
  noUpgrade:
    'This provider does not upgrade PostgreSQL. Create a new database, and copy the data with pg_dump.',
  noRotation:
    'This provider does not rotate passwords: the password of the role is set only when the database is created.',
  noBackups:
    'This provider takes no backups. Take dumps with pg_dump, or use a provider that takes backups.',
  noPromotion:
    'This provider does not move the primary, and promotes no standby.',
  noRestart:
    'This provider does not restart instances. Ask the platform team to restart the StatefulSets.',
  noHibernation: 'This provider does not hibernate databases.',
  noFencing: 'This provider does not fence instances.',
  noReplacement:
    'This provider does not destroy single instances. Ask the platform team to delete the volume claim and the pod of a standby: it is then cloned again.',
  noCertificates:
    'The server has no certificate: connections are not encrypted.',
  noReveal:
    'This provider does not reveal passwords. They are in the Secret of the database.',
});
