/** What Backstage cannot read, and what it needs. */
export const access = {
  podsOfInstances: 'pods of the instances',
  services: 'services',
  endpointsOfServices: 'endpoints of services',
  volumes: 'volumes',
  backupObjects: 'backups',
  schedulesOfBackups: 'schedules of backups',
  runsOfBackups: 'runs of backups',
  resultsOfBackups: 'results of backups',
  volumesOfBackups: 'volumes of backups',
  poolers: 'poolers',
  declaredDatabases: 'declared databases',
  objectStores: 'object stores of backups',
  statusOfInstances: 'replication, lag, slots, size and connections',

  cannotRead: 'Backstage cannot read: {{what}}.',
  mayBeOld: 'Their data is missing or outdated.',
  needsRights: 'Backstage needs {{verbs}} on {{resource}}.',
  needsResponse: 'Backstage needs a response of the cluster: {{message}}.',
  askForAccess: 'Ask the platform team. {{needs}}',
} as const;
