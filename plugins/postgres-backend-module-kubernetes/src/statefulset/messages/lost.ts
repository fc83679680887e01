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
  secretsLost: 'Secrets of the database are missing: {{names}}.',
  secretsLostMeaning:
    'They are not created again, because their passwords would not be those of the roles. Pods that need them cannot start.',
  restoreSecrets:
    "Ask the platform team to create them again with the same passwords, owned by Service '{{service}}'. The password of the login is also in the Secret in the application's namespace.",
} as const;
