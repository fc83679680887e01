import {
  quotaAmount,
  type OwnerQuotas,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from './translation';

/** Describes the quotas and usage of an owner in one sentence; undefined without limits. */
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
