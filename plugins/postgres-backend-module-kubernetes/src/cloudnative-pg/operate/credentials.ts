import type { RevealedCredentials } from '@pgstage/backstage-plugin-postgres-common';
import {
  credentialSourceOf,
  revealCredentials as revealSecret,
  rotatePassword as rotateSecret,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels, liveClusters, type ClusterContext } from '../model';
import { observe } from '../observe';
import { operationContextOf } from './operationContext';

/** Sets a new password for the application's role. */
export async function rotatePassword(
  context: ClusterContext,
  ref: string,
  options: OperateOptions,
): Promise<void> {
  const target = operationContextOf(context, ref);
  const source = {
    ...credentialSourceOf(target.snapshot, observe(target.snapshot)),
    labels: { [labels.reload]: 'true' },
  };
  await rotateSecret(liveClusters, target, source, options);
}

/** Returns user and password of the application's role. */
export async function revealCredentials(
  context: ClusterContext,
  ref: string,
  options: OperateOptions,
): Promise<RevealedCredentials> {
  const target = operationContextOf(context, ref);
  const { secret } = credentialSourceOf(
    target.snapshot,
    observe(target.snapshot),
  );
  return revealSecret(liveClusters, target, secret, options);
}
