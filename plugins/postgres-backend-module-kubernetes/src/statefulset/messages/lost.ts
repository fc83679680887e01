/** Parts that have existed, are missing, and cannot be created again. */
export const lost = {
  claimIsMissing:
    "The volume of the primary is missing: there is no PersistentVolumeClaim '{{name}}'. Nothing is changed. Restore the volume, or remove the database.",
  secretIsMissing:
    "Secret '{{name}}' is missing. It is not created again, because its password would not be that of the role.",
  claimLost: 'The volume of the primary is missing.',
  claimLostMeaning:
    'The primary cannot start. Its data is in the standbys at most, and in dumps.',
  keepStandbys:
    'Do not create the claim again, and do not remove standbys: they may have the only copy of the data. Ask the platform team to restore the volume.',
  backupsLost: 'The volume claim of backups is missing.',
  backupsLostMeaning:
    'No backup can be taken or restored, and those of the past may be lost. The claim is not created again automatically, because its volume would be empty.',
  beginBackupsAgain:
    'Ask the platform team to restore the volume. If it is lost, change the option backup of this database, even to the same values: this creates an empty volume.',
  secretsLost: 'Secrets of the database are missing: {{names}}.',
  secretsLostMeaning:
    'They are not created again, because their passwords would not be those of the roles. Pods that need them cannot start.',
  restoreSecrets:
    "Ask the platform team to create them again with the same passwords, with the label statefulset.pgstage.io/owner={{uid}}. The password of the login is also in the Secret in the application's namespace.",

  leftByDatabase:
    "{{kind}} '{{name}}' exists: it is of an earlier database of this name, whose Service was deleted without removing the database. Choose another name, or ask the platform team to delete the volume claims and Secrets of that database, or to create its Service again.",
  belongsToOther:
    "{{kind}} '{{name}}' exists: it belongs to something else, or to an earlier database of this name that is still being removed. Try again, or choose another name.",
  isBeingRemoved: "The database of Service '{{service}}' is being removed.",
  dataIsLeft:
    'Database {{database}} has no Service any more, but was not removed: its volume claims {{names}} and its Secrets are kept. Delete them, or create the Service again with its annotations, and set the label statefulset.pgstage.io/owner of the volume claims and Secrets to its uid.',
} as const;
