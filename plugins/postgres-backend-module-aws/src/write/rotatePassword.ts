import { RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { ConflictError } from '@backstage/errors';
import { rotationObstacle } from '../record';
import {
  findInstance,
  getInstance,
  requireOwn,
  type WriteTarget,
} from './WriteTarget';

/**
 * Starts the rotation of a password that Amazon RDS manages, which takes about a
 * minute. Does not change the schedule, and applies no pending changes of the
 * instance, as a modification would. Does nothing while a rotation is in progress.
 *
 * @throws ConflictError if AWS does not manage the password, or cannot rotate it now
 */
export async function rotatePassword(target: WriteTarget): Promise<void> {
  const { instance, ...recorded } = await getInstance(target);
  requireOwn({ ...recorded, instance });
  const obstacle = rotationObstacle(instance);
  if (obstacle)
    throw new ConflictError(
      `The password of database '${target.name}' cannot be rotated: ${obstacle.text}`,
    );
  if (instance.secret!.status === 'rotating') return;
  try {
    await target.api.call(
      'secrets',
      // The SDK adds a token, so that AWS rotates once also if it is retried.
      new RotateSecretCommand({ SecretId: instance.secret!.arn }),
      target,
    );
  } catch (error) {
    target.signal?.throwIfAborted();
    // The response can be lost.
    const found = await findInstance(target);
    if (found?.instance.secret?.status !== 'rotating') throw error;
  }
}
