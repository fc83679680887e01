/** The server as a whole and its connections. */
export const server = {
  askAdministrator: 'Ask the administrator of the server.',

  isStandby: 'The server {{server}} is a standby.',
  followsAnother: 'It accepts no writes: it replicates from another server.',
  configurePrimary:
    'Ask the administrator of the server, and the administrator of Backstage to configure the primary.',

  acceptsNoWrites: 'The server {{server}} accepts no writes.',
  writesFail: 'Applications can read, but their writes fail.',
  readOnlyIsOn:
    'Ask the administrator of the server: default_transaction_read_only is on. Managed services enable it when the disk is full.',

  databaseConnectionsUsed: '{{used}} of {{allowed}} connections are in use.',
  connectionsSoonRejected: 'New connections will soon be rejected.',
  useFewerConnections:
    'Use fewer connections, for example with a smaller pool, or raise the connection limit.',
  serverConnectionsUsed:
    'The server {{server}} has {{used}} of {{allowed}} connections in use.',
  serverConnectionsSoonRejected:
    'The server will soon reject connections to all of its databases.',
  findConnections:
    'Ask the administrator of the server which applications use them, or to raise max_connections.',

  stateOfStandbys: 'state and lag of the standbys',
  sizeOfDatabase: 'size of the database',
  startOfStandby: 'start and timeline of standby {{name}}',
  needsMonitor:
    'The role of Backstage needs pg_monitor on the server (GRANT pg_monitor).',
  needsLogin:
    'The role of Backstage must be allowed to log in to the standby: {{error}}.',
} as const;
