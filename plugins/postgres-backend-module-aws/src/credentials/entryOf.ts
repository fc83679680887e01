import { isDeepStrictEqual } from 'node:util';
import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import type { RegionConfig } from '../config';
import { type RecordedInstance, targetOf } from '../record';

/** An entry without its password. */
export type EntryContents = Omit<CredentialEntry, 'password' | 'version'>;

/** What the provider stores for a database, and where its password is. */
export interface WantedEntry {
  contents: EntryContents;
  /** ARN of the secret with the password. */
  secret: string;
}

/** The database that Amazon RDS creates if a request names none. */
const DEFAULT_DATABASE = 'postgres';

/**
 * Returns the entry that a database must have; undefined without a target, and as
 * long as the instance has no address or no password that AWS manages.
 */
export function wantedEntry(
  { caCertificates }: Pick<RegionConfig, 'caCertificates'>,
  ref: string,
  { instance, record }: RecordedInstance,
): WantedEntry | undefined {
  const target = targetOf(record);
  const { endpoint, secret, user, status } = instance;
  if (!target || !endpoint || !user || status === 'deleting') return undefined;
  if (!secret || secret.status === 'creating') return undefined;
  return {
    secret: secret.arn,
    contents: {
      ref,
      ...endpoint,
      database: instance.database ?? record?.spec.database ?? DEFAULT_DATABASE,
      user,
      sslMode: caCertificates ? 'verify-full' : 'require',
      ...(caCertificates && { ca: caCertificates }),
      target,
    },
  };
}

/** Whether an entry has these contents. Ignores what only some stores return. */
export function hasContents(
  { password, version, alsoAt, ...entry }: CredentialEntry,
  contents: EntryContents,
): boolean {
  return isDeepStrictEqual(entry, contents);
}
