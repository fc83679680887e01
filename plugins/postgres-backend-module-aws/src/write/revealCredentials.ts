import { ConflictError } from '@backstage/errors';
import type { RevealedCredentials } from '@pgstage/backstage-plugin-postgres-common';
import { readPassword } from '../instance';
import { readObstacle } from '../record';
import { getInstance, type WriteTarget } from './WriteTarget';

/**
 * Returns the master user and its password, from the secret that Amazon RDS manages.
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
  const { password } = await readPassword(target.api, secret.arn, target);
  return { user, password };
}
