/** Notes beside connection snippets, and comments in them. */
export const formats = {
  credentials: {
    unknown: 'Backstage does not know where the credentials are stored.',
    secret: 'User and password are in the Secret {{secret}}.',
    store:
      'User and password are in the credential store {{store}}, entry {{entry}}.',
    secretFile:
      'User and password are in the Secret {{secret}}, password file {{file}}.',
    storeFile:
      'User and password are in the credential store {{store}}, entry {{entry}}, password file {{file}}.',
  },
  passwordLeftOut: 'PGPASSWORD is not included. {{where}}',
  pgxHostaddr: 'pgx does not read PGHOSTADDR: use the Go snippet.',
  pgxPassword: 'pgx reads the password from PGPASSWORD or your pgpass file.',
  pgxTunnel:
    'Verifies the certificate against the host name and connects to the address of the tunnel.',
  jdbcPassword:
    'pgJDBC does not read PGPASSWORD: pass System.getenv("PGPASSWORD") as the property password.',
  jdbcTunnel:
    'Through the tunnel, pgJDBC cannot compare the name in the certificate. The snippet uses verify-ca.',
  nodePassword:
    'node-postgres reads the password from PGPASSWORD or your pgpass file.',
  nodeFallback:
    'Like sslmode {{mode}}: with TLS where the server offers it, otherwise without.',
  psqlPassword:
    'psql reads the password from PGPASSWORD or your pgpass file, and otherwise asks for it.',
  pythonPassword:
    'psycopg reads the password from PGPASSWORD or your pgpass file.',
  uriPassword:
    'The URI contains no password: provide it as PGPASSWORD or in a pgpass file.',
  uriDrivers:
    'For libpq. node-postgres, JDBC and pgx read some parameters differently: use their snippets.',
  env: {
    namespace: 'In the namespace {{namespace}}.',
    namespaceOfCluster:
      'In the namespace {{namespace}} of the cluster {{cluster}}.',
    setPassword: 'Set PGPASSWORD from there.',
    usage: 'To use them: {{usage}}',
    saveCa:
      'Save the CA certificate as {{file}} and create a ConfigMap in the namespace: {{command}}',
    volume: 'The pod needs a volume: {{volume}}',
  },
} as const;
