import { whereCredentialsLie } from '../credentials';
import { dotEnvValue, literal } from '../quoting';
import { connectionUri } from '../uri';
import { SnippetFormat } from './types';

function line(name: string, value: string): string {
  const written = dotEnvValue(value);
  return written === undefined
    ? `# ${name} ${literal(
        value,
      )} cannot be written in a .env file: use DATABASE_URL.`
    : `${name}=${written}`;
}

/** A `.env` file for local work; the password is added by its reader. */
export const dotEnv: SnippetFormat = {
  id: 'dotenv',
  label: '.env',
  copies: '.env file',
  build: target => ({
    code: [
      line('PGHOST', target.host),
      line('PGPORT', String(target.port)),
      line('PGDATABASE', target.database),
      ...(target.user === undefined ? [] : [line('PGUSER', target.user)]),
      line('PGSSLMODE', target.sslMode),
      line('DATABASE_URL', connectionUri(target)),
      `# PGPASSWORD is left out. ${whereCredentialsLie(target.credentials)}`,
    ].join('\n'),
  }),
};
