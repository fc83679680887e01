import fs from 'node:fs/promises';
import path from 'node:path';

/** Returns values for the variables in the configuration of the README. */
export function readmeVariables({ primary, roles }, credentialsDir) {
  return {
    POSTGRES_ADMIN: 'user:development/guest',
    POSTGRES_SERVER_HOST: primary.host,
    POSTGRES_SERVER_PORT: String(primary.port),
    POSTGRES_SERVER_USER: roles.pgstage.user,
    POSTGRES_SERVER_PASSWORD: roles.pgstage.password,
    POSTGRES_CREDENTIALS_DIR: credentialsDir,
  };
}

/** Configures an app with separate ports, and with a PostgreSQL server for its tables. */
export async function configureLocally(folder, { app, backend, postgres }) {
  const { primary, roles } = postgres;
  const config = {
    app: { baseUrl: app },
    backend: {
      baseUrl: backend,
      listen: { host: '127.0.0.1', port: Number(new URL(backend).port) },
      cors: { origin: app },
      database: {
        client: 'pg',
        connection: { ...primary, ...roles.backstage },
      },
    },
  };
  // JSON is YAML.
  await fs.writeFile(
    path.join(folder, 'app-config.local.yaml'),
    JSON.stringify(config),
    { mode: 0o600 },
  );
}
