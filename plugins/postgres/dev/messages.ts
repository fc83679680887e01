import { defineMessages } from '@pgstage/backstage-plugin-postgres-common';

/** What the backend of the fixtures says. */
export const message = defineMessages('demo', {
  // States of a database
  accepting: 'Accepting connections',
  noStandbyConnected: 'A standby is not connected',
  beingCreated: 'Being created',
  serverSilent: 'The server does not respond',
  hibernates: 'Hibernates',
  backupsUnread: 'Its backups were not read yet',
  // Attention
  archivingFails: 'WAL archiving fails.',
  notProtected: 'Changes since then are not protected.',
  freeSpace: 'The platform team frees space in /var/backups/postgresql.',
  standbyNotConnected: 'The standby {{name}} is not connected.',
  nothingTakesOver:
    'Reads and writes go on. If the primary fails now, nothing takes over.',
  startStandby: 'The platform team starts {{name}}; it catches up by itself.',
  // Steps
  requestAccepted: 'Request accepted',
  roleCreated: 'Role created',
  databaseCreated: 'Database created',
  createRuns: 'CREATE DATABASE runs',
  credentialsStored: 'Credentials stored',
  firstBackup: 'First backup',
  // Instances and their dependent objects
  acceptsWrites: 'accepts writes',
  streaming: 'streaming',
  notConnected: 'not connected',
  archived: 'WAL is archived',
  barmanCloud: 'Barman Cloud',
  baseBackup: 'Base backup',
  baseBackupCopies: 'Copies the whole server, about 15 s.',
  dump: 'Dump',
  daily: 'daily at 02:00 UTC',
  nightly: 'a base backup every night',
  archiver: 'the archiver',
  needsMonitor: 'The role of Backstage needs pg_monitor (GRANT pg_monitor).',
  serviceUp: 'UP, 1 endpoint',
  serviceDown: 'DOWN, no endpoint',
  poolerReady: '{{ready}} of {{count}} instances are ready',
  bound: 'bound',
  expiresSoon: 'expires in {{days}} days',
  noRole: 'role "{{role}}" does not exist',
  notReconciled: 'not reconciled yet',
  // Operations
  wholeServer: 'A base backup holds the whole server: ask the platform team.',
  stopsEvery:
    'It would stop every database of the server: ask the platform team.',
  movesEvery:
    'It would move every database of the server: ask the platform team.',
  stopsServer: 'A database cannot be stopped without its server.',
  servesEvery: 'An instance serves every database of the server.',
  notOffered: 'It is not offered here.',
  noPgDump: 'No pg_dump of version {{version}} was found.',
  onlyOwner:
    'Only an owner of the database has this permission: ask {{owner}}.',
  hibernated: 'It is hibernated.',
  managedByHelm: "The database is managed by Helm release '{{release}}'.",
  notFenced: 'No instance is fenced.',
  allReady: '{{count}} of {{count}} instances are ready.',
  backupFinished: 'A backup of PostgreSQL {{version}} has finished.',
  noBackupFinished: 'No backup of PostgreSQL {{version}} has finished.',
});
