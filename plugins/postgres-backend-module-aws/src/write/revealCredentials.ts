import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ConflictError } from '@backstage/errors';
import {
  type RevealedCredentials,
  UpstreamError,
} from '@pgstage/backstage-plugin-postgres-common';
import { readObstacle } from '../record';
import { getInstance, type WriteTarget } from './WriteTarget';

/**
 * Returns the master user and its password, from the secret that Amazon RDS manages.
 * While it is rotated, AWS can return the previous one.
 *
 * @throws ConflictError if the database has no record, or AWS does not manage its password
 */
export async function revealCredentials(
  target: WriteTarget,
): Promise<RevealedCredentials> {
  const recorded = await getInstance(target);
  const { secret, user = '' } = recorded.instance;
  const obstacle = readObstacle(recorded);
  if (obstacle || !secret)
    throw new ConflictError(
      `The password of database '${target.name}' cannot be shown: ${
        obstacle?.text ?? 'AWS does not manage it'
      }`,
    );
  const { SecretString = '' } = await target.api.call(
    'secrets',
    new GetSecretValueCommand({ SecretId: secret.arn }),
    target,
  );
  const password = passwordIn(SecretString);
  if (password !== undefined) return { user, password };
  throw new UpstreamError(
    `AWS Secrets Manager in ${target.api.config.id}`,
    `the secret ${secret.arn} contains no password`,
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
