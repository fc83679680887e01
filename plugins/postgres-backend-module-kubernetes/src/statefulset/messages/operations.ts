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
    'The storage class of the volumes must allow volume expansion. The limits of WAL grow with the volume once PostgreSQL is restarted.',
  noUpgrade:
    'This provider does not upgrade PostgreSQL. Create a new database, and copy the data with pg_dump.',
  rotationFailed:
    'The password was not set: {{said}}. Repeat the rotation: it continues with the same new password.',
  rotationNotRun:
    'The Job that sets the password could not run: {{said}}. The old password is still valid. Repeat the rotation once that is corrected.',
  rotationUnknown:
    'The Job that sets the password has ended without a result: it is not known which password is valid. Repeat the rotation: it continues with the same new password.',
  rotationIncomplete:
    'A new password is being set: it is not known which one is valid. Repeat the rotation first.',
  noLogin: "There is no Secret '{{name}}' with the login yet.",
  loginOfOther:
    "Secret '{{name}}' is not that of this database. Ask the platform team to restore it.",
  noSwitchover:
    'This provider does not switch over to a standby without an interruption. Promote a standby instead.',
  standbysFirst:
    'Restarts one instance after another, each once the one before is ready: standbys first. Sessions end.',
  noReload:
    'must be omitted: this provider restarts instances, and does not reload their configuration',
  noHibernation: 'This provider does not hibernate databases.',
  noFencing: 'This provider does not fence instances.',
  noReplacement:
    'This provider does not destroy single instances. Ask the platform team to delete the volume claim and the pod of a standby: it is then cloned again.',
  noBackupDeletion:
    'This provider does not delete single backups. The oldest ones are deleted as the option backup says.',
  noSecondLogin:
    'This provider creates one login for each database. Rotate its password instead.',
  noCertificates:
    'The server has no certificate: connections are not encrypted.',
  rolesNotOffered: 'This provider creates no additional roles.',
  databasesNotOffered: 'This provider creates no additional databases.',
} as const;
