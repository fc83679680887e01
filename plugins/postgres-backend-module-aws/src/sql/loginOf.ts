import type { RegionConfig } from '../config';
import { meaningOf } from '../instance';
import { readObstacle, type RecordedInstance } from '../record';

/** A login of an application, with the secret that contains its password. */
export interface StoredLogin {
  /** Name of the instance. */
  name: string;
  host: string;
  port: number;
  user: string;
  database: string;
  secretArn: string;
  /** Identifies instance, address, user and secret. */
  key: string;
  /** Whether it can be tried now: the instance is available, and AWS is not replacing the password. */
  ready: boolean;
}

/** Returns where to connect for an endpoint, for a network in which it cannot be reached itself. */
export type AddressOf = (endpoint: { host: string; port: number }) => {
  host: string;
  port: number;
};

/** Statuses of a secret whose password works. AWS cannot rotate one that is `impaired`. */
const USABLE = ['active', 'impaired'];

/** Whether Backstage logs in to the instances of a region. Nothing listens at the endpoints of an emulator. */
export function triesLogins({
  sql,
  endpoint,
}: Pick<RegionConfig, 'sql' | 'endpoint'>): boolean {
  return sql && !endpoint;
}

/**
 * Returns the login that Backstage tries; undefined if it tries none, because the
 * database is not one of Backstage, or what a login needs is unknown.
 */
export function loginOf(
  config: Pick<RegionConfig, 'sql' | 'endpoint'>,
  recorded: RecordedInstance,
): StoredLogin | undefined {
  const { instance, record } = recorded;
  const { endpoint, secret, user, status, identifier } = instance;
  const database = instance.database ?? record?.spec.database;
  if (!triesLogins(config) || readObstacle(recorded)) return undefined;
  if (!endpoint || !secret || !user || !database) return undefined;
  const { host, port } = endpoint;
  return {
    name: identifier,
    host,
    port,
    user,
    database,
    secretArn: secret.arn,
    key: [instance.resourceId, host, port, user, database, secret.arn].join(
      ' ',
    ),
    ready:
      meaningOf(status)?.kind === 'available' && USABLE.includes(secret.status),
  };
}
