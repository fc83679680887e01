/** The four tiles. */
export const tiles = {
  health: {
    title: 'Health',
    allWorking: 'All instances working',
    stopped: 'No instance is running',
    unknown: 'Instances unknown',
    working_one: '{{working}} of {{count}} instance working',
    working_other: '{{working}} of {{count}} instances working',
    primaryUp: 'Primary up',
    primary: 'Primary: {{reason}}',
    primaryUnknown: 'Primary unknown',
    noStandby: 'No standby',
    standbys_one: '{{working}} of {{count}} standby working',
    standbys_other: '{{working}} of {{count}} standbys working',
    standbysUnknown_one:
      '{{working}} of {{count}} standby working, {{unknown}} unknown',
    standbysUnknown_other:
      '{{working}} of {{count}} standbys working, {{unknown}} unknown',
  },
  backups: {
    title: 'Backups',
    kind: {
      window: 'Point-in-time recovery available',
      backup: 'Restorable from backups',
      'first-running': 'Not restorable yet',
      nothing: 'Not restorable',
      unknown: 'Unknown',
    },
    uncertain: 'Restore not confirmed',
    fact: {
      protectedUntil: 'Changes protected until {{time}}',
      lastGoodAt: 'Last good backup {{time}}',
      lastFailedAt: 'Last failed backup {{time}}',
    },
  },
  capacity: {
    title: 'Capacity',
    size: 'Size: {{amount}}',
    connections: 'Connections: {{amount}}',
    of: '{{used}} of {{total}}',
    unknownOf: 'unknown, of {{total}}',
  },
  change: {
    title: 'Changes',
    none: 'No changes in progress',
    created: 'Created {{time}} by {{creator}}',
    steps: 'Steps',
    step: {
      pending: '{{step}}: waiting',
      running: '{{step}}: running',
      done: '{{step}}: done',
      failed: '{{step}}: failed',
    },
  },
} as const;
