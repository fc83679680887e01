import type { RevealedCredentials } from '@pgstage/backstage-plugin-postgres-common';
import { coreKinds } from '../../cluster';
import type { ClusterContext } from '../model';
import { appSecretOf, noSecret, textsOf } from './appSecret';
import { targetOf, type OperateOptions } from './target';

/** Reads the Secret, for which the account needs the right to read it. */
export async function revealCredentials(
  context: ClusterContext,
  ref: string,
  { signal }: OperateOptions,
): Promise<RevealedCredentials> {
  const id = appSecretOf(targetOf(context, ref).found);
  const secret = await context.client.get(coreKinds.secrets, id, { signal });
  if (!secret) throw noSecret(id);
  const { username, password } = textsOf(secret);
  return { user: username, password };
}
