/** What the platform team should put right before it fails a request. */
export const notices = {
  serverNotVerified:
    "Backstage connects to {{host}} with sslMode '{{sslMode}}', so another machine could take the place of the server.",
  verifyServer: 'Set sslMode: verify-full, and ca where it is a private one.',

  nothingCanBeChanged:
    'The server is a standby: no database can be created or changed.',
  configurePrimaryAddress: 'Configure the address of the primary.',
  readOnlyByDefault:
    'The server accepts no writes: default_transaction_read_only is on.',
  diskMayBeFull:
    'Ask the administrator of the server: managed services set it when the disk is full.',
  versionTooOld:
    'The server has PostgreSQL {{version}}; {{oldest}} or newer is supported.',
  upgrade: 'Ask the administrator of the server for an upgrade.',
  poolerInTransactionMode:
    'A pooler in transaction mode is in front of the server: locks between Backstage replicas do not hold.',
  configureOwnAddress:
    'Set connection.host and connection.port to the address of the server itself.',
  roleIsSuperuser:
    "Backstage's role '{{user}}' is a superuser, which is more than it needs.",
  replaceSuperuser:
    'Ask the administrator of the server for a role with CREATEDB and CREATEROLE alone.',

  cannotCreateDatabases:
    "Backstage's role '{{user}}' lacks {{right}}: it cannot create databases.",
  cannotSeeSessions:
    "Backstage's role '{{user}}' lacks {{right}}: it cannot see sessions and standbys.",
  cannotEndSessions:
    "Backstage's role '{{user}}' lacks {{right}}: it cannot remove databases by force.",
  runStatement: 'Ask the administrator of the server to run: {{statement}}',

  everybodyMayConnect:
    'Every login of the server may connect to: {{databases}}.',
  revokeConnect:
    'Where nothing else needs it, ask the administrator of the server to run: REVOKE CONNECT ON DATABASE … FROM PUBLIC. Backstage does not change it.',
} as const;
