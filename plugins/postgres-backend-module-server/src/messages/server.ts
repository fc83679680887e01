/** The server as a whole, its connections, and whom to ask. */
export const server = {
  askAdministrator: 'Ask the administrator of the server.',

  isStandby: 'The server {{server}} is a standby.',
  followsAnother: 'It accepts no writes: it follows another server.',
  configurePrimary:
    'Ask the administrator of the server, and the administrator of Backstage to configure the primary.',

  acceptsNoWrites: 'The server {{server}} accepts no writes.',
  writesAreRefused: 'Applications can read, but their writes are refused.',
  readOnlyIsOn:
    'Ask the administrator of the server: default_transaction_read_only is on. Managed services set it when the disk is full.',

  databaseConnectionsUsed: '{{used}} of {{allowed}} connections are in use.',
  connectionsSoonRefused: 'New connections will soon be refused.',
  useFewerConnections:
    'Use fewer connections, for example with a smaller pool, or raise the connection limit.',
  serverConnectionsUsed:
    'The server {{server}} has {{used}} of {{allowed}} connections in use.',
  serverConnectionsSoonRefused:
    'The server will soon refuse connections to all of its databases.',
  findConnections:
    'Ask the administrator of the server to find out who holds them, or to raise max_connections.',
} as const;
