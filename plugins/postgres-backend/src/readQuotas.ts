import type { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseQuantity } from '@pgstage/backstage-plugin-postgres-common';
import type { QuotaConfig, QuotaLimits } from './service/Quotas';

/** @throws an error with the key and the violated rule. */
export function readQuotas(config: RootConfigService): QuotaConfig {
  const quotas = config.getOptionalConfig('postgres.quotas');
  const owners = quotas?.getOptionalConfigArray('owners') ?? [];
  return {
    default: readLimits(quotas?.getOptionalConfig('default'), 'default'),
    owners: new Map(
      owners.map((entry, index) => [
        stringifyEntityRef(parseEntityRef(entry.getString('owner'))),
        readLimits(entry, `owners[${index}]`),
      ]),
    ),
  };
}

function readLimits(config: Config | undefined, at: string): QuotaLimits {
  const invalidLimit = (field: string, rule: string) =>
    new InputError(`Configuration 'postgres.quotas.${at}.${field}' ${rule}`);
  const count = (field: 'databases' | 'instances') => {
    const limit = config?.getOptionalNumber(field);
    if (limit === undefined || (Number.isInteger(limit) && limit >= 0))
      return limit;
    throw invalidLimit(field, 'must be a whole number of at least 0');
  };
  const size = config?.getOptionalString('storage');
  const storage = size === undefined ? undefined : parseQuantity(size);
  if (size !== undefined && storage === undefined)
    throw invalidLimit('storage', 'must be a size such as 500Gi');
  const limits = {
    databases: count('databases'),
    instances: count('instances'),
    storage,
  };
  // Omitted limits are those of the default.
  return Object.fromEntries(
    Object.entries(limits).filter(([, limit]) => limit !== undefined),
  );
}
