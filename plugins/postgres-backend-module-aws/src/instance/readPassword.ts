import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';
import type { CallOptions, RegionApi } from '../aws';

/**
 * Reads the password of a secret that Amazon RDS manages. While it is rotated, AWS
 * can return the previous one.
 *
 * @throws UpstreamError if the secret contains no password
 */
export async function readPassword(
  api: RegionApi,
  arn: string,
  options: CallOptions,
): Promise<string> {
  const { SecretString = '' } = await api.call(
    'secrets',
    new GetSecretValueCommand({ SecretId: arn }),
    options,
  );
  const password = passwordIn(SecretString);
  if (password !== undefined) return password;
  throw new UpstreamError(
    `AWS Secrets Manager in ${api.config.id}`,
    `the secret ${arn} contains no password`,
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
