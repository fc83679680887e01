import {
  quotaAmount,
  type OwnerQuotas,
} from '@pgstage/backstage-plugin-postgres-common';

/** What an owner has left, in one sentence; nothing where it is not limited. */
export function quotaWords(
  { quotas }: OwnerQuotas,
  owner: string | undefined,
): string | undefined {
  if (!quotas.length) return undefined;
  const parts = quotas.map(({ resource, used, limit }) => {
    const count = resource === 'storage' ? Math.round(used / 2 ** 30) : used;
    return `${count} of ${quotaAmount(resource, limit)}`;
  });
  return `${owner} uses ${parts.join(', ')}.`;
}
