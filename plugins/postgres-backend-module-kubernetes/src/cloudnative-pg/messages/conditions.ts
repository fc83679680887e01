/** Conditions and annotations of a Cluster, and its schedules. */
export const conditions = {
  instancesHoldOtherData: 'The instances do not hold the same database.',
  writesMayBeLost:
    'Some instances cannot be copies of the primary. Writes may be lost.',
  askBeforeAnyChange:
    'Ask the platform team immediately, before you change anything.',
  standbysNotSpread:
    'Synchronous standbys are not spread across the failure domains as requested.',
  domainFailureLosesWrites:
    'If one failure domain fails, writes may be lost or blocked.',
  askForDomains: 'Ask the platform team for nodes in more failure domains.',
  hibernationInvalid: 'The value of the hibernation annotation is not valid.',
  databaseKeepsRunning: 'The database keeps running.',
  hibernateAgain:
    'Hibernate or wake the database in Backstage, which sets a valid value.',
  hibernationWaits: 'The database is not hibernated until it is healthy.',
  instancesKeepRunning: 'Its instances keep running in the meantime.',
  solveOrWake: 'Solve its other problems, or wake it.',
  reconciliationDisabled: 'Reconciliation of this database is disabled.',
  nothingIsApplied:
    'It is not repaired, and changes requested in Backstage have no effect.',
  podChangesDisabled: 'Reconciliation of its pods is disabled.',
  podChangesWait:
    'Resources and other settings of pods take effect only when a pod is recreated.',
  askToRemoveAnnotation:
    'Ask the platform team to remove the annotation {{annotation}}.',

  scheduleRuns: '{{name}}: {{times}} UTC',
  scheduleMistaken:
    '{{name}}: {{times}} UTC. Most likely a mistake: its cron expression has five fields, and the first stands for seconds.',
  scheduleHasFiveFields:
    'The schedule {{name}} runs {{times}}: its cron expression has five fields.',
  firstFieldIsSeconds:
    'The operator reads the first field as seconds, and the day of the week is missing. This is most likely a mistake.',
  addSeconds: "If it should run {{times}}, change it to '{{cron}}'.",
} as const;
