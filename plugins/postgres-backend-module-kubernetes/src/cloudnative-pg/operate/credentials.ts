import type { RevealedCredentials } from '@pgstage/backstage-plugin-postgres-common';
import {
  loginPlaceOf,
  revealCredentials as revealSecret,
  rotatePassword as rotateSecret,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels, liveClusters, type ClusterContext } from '../model';
import { observe } from '../observe';
import { targetOf } from './target';

/** Gives the application's role a new password. */
export async function rotatePassword(
  context: ClusterContext,
  ref: string,
  options: OperateOptions,
): Promise<void> {
  const target = targetOf(context, ref);
  const place = {
    ...loginPlaceOf(target.found, observe(target.found)),
    labels: { [labels.reload]: 'true' },
  };
  await rotateSecret(liveClusters, target, place, options);
}

/** User and password of the application's role. */
export async function revealCredentials(
  context: ClusterContext,
  ref: string,
  options: OperateOptions,
): Promise<RevealedCredentials> {
  const target = targetOf(context, ref);
  const { secret } = loginPlaceOf(target.found, observe(target.found));
  return revealSecret(liveClusters, target, secret, options);
}
