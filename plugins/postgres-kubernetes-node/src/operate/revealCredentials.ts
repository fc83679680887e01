import type { RevealedCredentials } from '@pgstage/backstage-plugin-postgres-common';
import { coreKinds, type ObjectId } from '../cluster';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import type { LiveObjects, LiveDatabase } from '../write/LiveObjects';
import { noSecret, textsOf } from './secret';
import type { OperateOptions } from './preconditions';

/** Reads the Secret. The service account needs the right to read it. @public */
export async function revealCredentials<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
>(
  objects: LiveObjects<TSnapshot, Context>,
  target: LiveDatabase<TSnapshot, Context>,
  id: ObjectId,
  options: OperateOptions,
): Promise<RevealedCredentials> {
  await objects.of(target, options);
  const { client } = target.context;
  const secret = await client.get(coreKinds.secrets, id, options);
  if (!secret) throw noSecret(id);
  const { username, password } = textsOf(secret);
  return { user: username, password };
}
