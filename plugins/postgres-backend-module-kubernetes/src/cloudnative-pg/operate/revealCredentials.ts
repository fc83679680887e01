import type { RevealedCredentials } from '@pgstage/backstage-plugin-postgres-common';
import { coreKinds } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { ClusterContext } from '../model';
import { appSecretOf, noSecret, textsOf } from './appSecret';
import { liveCluster, targetOf, type OperateOptions } from './target';

/** Reads the Secret, for which the account needs the right to read it. */
export async function revealCredentials(
  context: ClusterContext,
  ref: string,
  options: OperateOptions,
): Promise<RevealedCredentials> {
  const target = targetOf(context, ref);
  const id = appSecretOf(target.found);
  await liveCluster(target, options);
  const secret = await context.client.get(coreKinds.secrets, id, options);
  if (!secret) throw noSecret(id);
  const { username, password } = textsOf(secret);
  return { user: username, password };
}
