/** Problems of a server that the platform team should fix before they cause a request to fail. */
export const notices = {
  serverNotVerified:
    "Backstage connects to {{host}} with sslMode '{{sslMode}}', which does not verify the identity of the server.",
  verifyServer: 'Set sslMode: verify-full, and ca for a private CA.',

  nothingCanBeChanged:
    'The server is a standby: no database can be created or changed.',
  configurePrimaryAddress: 'Configure the address of the primary.',
  readOnlyByDefault:
    'The server accepts no writes: default_transaction_read_only is on.',
  diskMayBeFull:
    'Ask the administrator of the server: managed services enable it when the disk is full.',
  versionTooOld:
    'The server has PostgreSQL {{version}}; {{oldest}} or newer is supported.',
  upgrade: 'Ask the administrator of the server for an upgrade.',
  poolerInTransactionMode:
    'Backstage connects through a pooler in transaction mode: locks between Backstage replicas are not effective.',
  configureOwnAddress:
    'Set connection.host and connection.port to the address of the server itself.',
  roleIsSuperuser:
    "Backstage's role '{{user}}' is a superuser, which is not required.",
  replaceSuperuser:
    'Ask the administrator of the server for a role with only CREATEDB and CREATEROLE.',

  cannotCreateDatabases:
    "Backstage's role '{{user}}' lacks {{right}}: it cannot create databases.",
  cannotSeeSessions:
    "Backstage's role '{{user}}' lacks {{right}}: it cannot see sessions and standbys.",
  cannotEndSessions:
    "Backstage's role '{{user}}' lacks {{right}}: it cannot remove databases with force.",
  runStatement: 'Ask the administrator of the server to run: {{statement}}',

  baseBackupsNotRemoved:
    'The space of expired base backups could not be freed: {{error}}.',
  allowBaseBackupRemoval:
    'Ask the administrator of the server to let PostgreSQL write to the files in {{directory}}. Until then, expired base backups fill the disk of the server.',
  dumpsNotRemoved: 'Expired dumps could not be removed: {{error}}.',
  allowDumpRemoval:
    'Let Backstage delete files in {{directory}} on its host. Until then, expired dumps fill the disk.',

  openDatabases: 'Every role of the server may connect to: {{databases}}.',
  revokeConnect:
    'If nothing else requires it, ask the administrator of the server to run: REVOKE CONNECT ON DATABASE … FROM PUBLIC. Backstage does not change it.',
} as const;
