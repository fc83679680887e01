import type { RevealedCredentials } from '@pgstage/backstage-plugin-postgres-common';
import {
  coreKinds,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, liveClusters } from '../model';
import { appSecretOf, noSecret, textsOf } from './appSecret';
import { targetOf } from './target';

/** Reads the Secret, for which the account needs the right to read it. */
export async function revealCredentials(
  context: ClusterContext,
  ref: string,
  options: OperateOptions,
): Promise<RevealedCredentials> {
  const target = targetOf(context, ref);
  const id = appSecretOf(target.found);
  await liveClusters.of(target, options);
  const secret = await context.client.get(coreKinds.secrets, id, options);
  if (!secret) throw noSecret(id);
  const { username, password } = textsOf(secret);
  return { user: username, password };
}
