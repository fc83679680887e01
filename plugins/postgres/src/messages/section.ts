/** Loading, failed and outdated sections. */
export const section = {
  loading: {
    connect: 'Loading connection parameters',
    health: 'Loading health',
    backups: 'Loading backups',
  },
  failed: {
    connect: 'Connection parameters could not be read',
    health: 'Health could not be read',
    backups: 'Backups could not be read',
  },
  failedAgain: {
    connect: 'Connection parameters could not be refreshed',
    health: 'Health could not be refreshed',
    backups: 'Backups could not be refreshed',
  },
  problem: {
    forbidden: 'Backstage has no access to this data. For the platform team:',
    unreachable: 'No connection',
    timeout: 'No response in time',
    unsupported: 'Not offered by this provider',
  },
  asOf: 'As of {{time}}',
  lastKnown: 'Last known, as of {{time}}',
} as const;
