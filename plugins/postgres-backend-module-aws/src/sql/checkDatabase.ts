import {
  PostgresConnections,
  type PostgresLogin,
  tryLogin,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { RegionApi } from '../aws';
import { readPassword } from '../instance';
import type { LoginAttempt } from './LoginAttempt';
import type { AddressOf, StoredLogin } from './loginOf';
import { readFacts } from './readFacts';

/** Timeout of the queries after a login: measuring a large database takes time. */
const FACTS_MS = 30_000;

/**
 * Logs in as an application does, with the password that is in the secret now. If
 * the login works, reads what PostgreSQL reports.
 *
 * @throws the reason of `signal`
 */
export async function checkDatabase(
  api: RegionApi,
  { name, secretArn, host, port, user, database }: StoredLogin,
  { signal, addressOf }: { signal: AbortSignal; addressOf?: AddressOf },
): Promise<Omit<LoginAttempt, 'at'>> {
  let login: PostgresLogin;
  try {
    const { password } = await readPassword(api, secretArn, { signal });
    login = {
      ...{ host, port, user, password, database },
      address: addressOf?.({ host, port }),
      sslMode: 'verify-full',
      ca: api.config.caCertificates,
    };
  } catch (error) {
    signal.throwIfAborted();
    return { message: (error as Error).message };
  }
  const system = systemOf(api, name);
  const result = await tryLogin(system, login);
  signal.throwIfAborted();
  if (!result.works) return result;
  const connections = new PostgresConnections({
    system,
    login,
    standbys: new Map(),
  });
  const ended = AbortSignal.any([signal, AbortSignal.timeout(FACTS_MS)]);
  try {
    const facts = await readFacts(
      (text, values) => connections.query(text, values, { signal: ended }),
      { database, role: user },
    );
    return { ...result, facts };
  } catch (error) {
    signal.throwIfAborted();
    return { ...result, factsError: (error as Error).message };
  } finally {
    await connections.close();
  }
}

function systemOf({ config }: RegionApi, name: string) {
  return {
    name: `The instance ${name} in ${config.id}`,
    settings: 'postgres.providers.aws-rds',
    nextSteps: {
      network:
        'Check that DNS and routes between Backstage and the VPC exist, and that a security group of the instance allows Backstage to connect',
      tls: 'Check caCertificates of the region in postgres.providers.aws-rds',
    },
  };
}
