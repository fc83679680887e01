/** Notes on operations, and why they are not possible. */
export const operations = {
  recordUnreadable:
    "The record of the database, the annotation pgstage.io/spec of Service '{{service}}', cannot be read. Nothing is changed.",
  adoptedStays:
    'The database was not created here: it can be shown and bound, but not changed.',
  removesVolumes:
    'The volume claims of all instances are deleted with it. Whether the data stays is decided by the reclaim policy of their volumes. The volume with its backups is deleted with it, too.',
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

  rolesNotOffered: 'This provider creates no additional roles.',
  databasesNotOffered: 'This provider creates no additional databases.',
} as const;
