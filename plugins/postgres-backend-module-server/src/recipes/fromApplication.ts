import {
  ENVIRONMENT_FILE_NOTE,
  environmentFile,
  NODE_POSTGRES_NOTE,
  PASSWORD_FILE_NOTE,
  type Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  forEach,
  type Login,
  tlsNotes,
  tlsOf,
  type LoginEndpoint,
} from './login';

const passwordNote = ({ credentials }: Login) =>
  credentials?.passwordFile
    ? PASSWORD_FILE_NOTE
    : 'The password is in the credential store: pass it as PGPASSWORD or in a pgpass file.';

export function fromApplication(login: Login): Recipe {
  const { database, user, credentials } = login;
  const environment = (endpoint: LoginEndpoint) =>
    environmentFile({
      PGHOST: endpoint.host,
      PGPORT: endpoint.port,
      PGDATABASE: database,
      PGUSER: user,
      PGSSLMODE: tlsOf(endpoint).sslmode,
      PGSSLROOTCERT: tlsOf(endpoint).sslrootcert,
      PGPASSFILE: credentials?.passwordFile,
    }).join('\n');
  return {
    id: 'application',
    title: 'From an application',
    from: 'application',
    description:
      'Every driver and tool that is built on libpq reads these variables.',
    commands: forEach(login, 'environment', environment),
    notes: [
      ENVIRONMENT_FILE_NOTE,
      passwordNote(login),
      NODE_POSTGRES_NOTE,
      ...tlsNotes(login),
    ],
    needs: ['Network access from the application to the server'],
  };
}
