import {
  quotaAmount,
  type OwnerQuotas,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from './translation';

/** What an owner has left, in one sentence; nothing where it is not limited. */
export function quotaText(
  t: Translate,
  { quotas }: OwnerQuotas,
  owner: string,
): string | undefined {
  if (!quotas.length) return undefined;
  const parts = quotas.map(({ resource, used, limit }) => {
    const count = resource === 'storage' ? Math.round(used / 2 ** 30) : used;
    return t('quotaAmount', {
      used: String(count),
      limit: quotaAmount(resource, limit),
    });
  });
  return t('quota', { owner, amounts: parts.join(', ') });
}
