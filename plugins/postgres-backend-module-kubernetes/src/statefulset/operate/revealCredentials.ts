import { ConflictError } from '@backstage/errors';
import type { RevealedCredentials } from '@pgstage/backstage-plugin-postgres-common';
import {
  checkBound,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import { readLogin } from './loginSecret';
import { planOf, type Target } from './target';

/**
 * Returns user and password of the application's role.
 *
 * @throws ConflictError while another password is being set: it is not known
 * which one is valid.
 */
export async function revealCredentials(
  target: Target,
  options: OperateOptions,
): Promise<RevealedCredentials> {
  const { context, snapshot } = target;
  checkBound(snapshot.cluster);
  const plan = await planOf(target, options);
  const login = await readLogin(context.client, plan, options.signal);
  if (login.rotation !== undefined)
    throw new ConflictError(message('rotationIncomplete').text);
  const { username, password } = login.texts;
  return { user: username, password };
}
