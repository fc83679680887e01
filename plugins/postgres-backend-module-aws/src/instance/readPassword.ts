import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';
import type { CallOptions, RegionApi } from '../aws';

/** A password that Amazon RDS manages. Contains a secret: never log it. */
export interface ManagedPassword {
  password: string;
  /** Id of its version in AWS Secrets Manager. */
  version?: string;
}

/**
 * Returns the current password of the secret that Amazon RDS manages. While it is
 * rotated, AWS can return the previous one.
 *
 * @throws UpstreamError if the secret contains no password
 */
export async function readPassword(
  api: RegionApi,
  SecretId: string,
  options: CallOptions,
): Promise<ManagedPassword> {
  const { SecretString = '', VersionId: version } = await api.call(
    'secrets',
    new GetSecretValueCommand({ SecretId }),
    options,
  );
  const password = passwordIn(SecretString);
  if (password !== undefined) return { password, version };
  throw new UpstreamError(
    `AWS Secrets Manager in ${api.config.id}`,
    `the secret ${SecretId} contains no password`,
    'Repeat the request in a minute',
  );
}

/** Returns undefined for any other content: an error of the parser would quote it. */
function passwordIn(text: string): string | undefined {
  try {
    const { password } = JSON.parse(text) as { password?: unknown };
    return typeof password === 'string' ? password : undefined;
  } catch {
    return undefined;
  }
}
