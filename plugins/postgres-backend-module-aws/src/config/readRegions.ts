import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseConfig } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  backupWindow,
  maintenanceWindow,
  OVERLAP_RULE,
  windowsOverlap,
} from '../rules';
import { awsRdsConfigSchema } from './schema';
import type { RegionConfig } from './types';

const KEY = 'postgres.providers.aws-rds';

/**
 * Reads the regions of all accounts; none without configuration.
 *
 * @throws InputError that names each invalid key with its rule
 */
export function readRegions(config: Config): RegionConfig[] {
  const parsed = parseConfig(config, KEY, awsRdsConfigSchema);
  if (!parsed) return [];
  const { accounts, ...defaults } = parsed;
  return accounts.flatMap(({ accountId, title, regions }, account) =>
    regions.map((own, index) => {
      const region: RegionConfig = {
        ...defaults,
        ...own,
        id: `${accountId}/${own.region}`,
        accountId,
        title: own.title ?? `${title ?? accountId}, ${own.region}`,
      };
      const key = `${KEY}.accounts[${account}].regions[${index}]`;
      checkWindows(region, key);
      checkCertificates(region, key);
      return region;
    }),
  );
}

/** Checked after the merge, because the two windows can be configured at different levels. @throws InputError */
function checkWindows(region: RegionConfig, key: string): void {
  const { backups, maintenanceWindow: weekly } = region;
  if (!backups.window || !weekly) return;
  if (windowsOverlap(backupWindow(backups.window)!, maintenanceWindow(weekly)!))
    throw new InputError(`${key}.maintenanceWindow ${OVERLAP_RULE}`);
}

/** Node.js does not trust the certificates of Amazon RDS by itself. @throws InputError */
function checkCertificates(
  { sql, endpoint, caCertificates }: RegionConfig,
  key: string,
): void {
  if (sql && !endpoint && !caCertificates)
    throw new InputError(
      `${key}.caCertificates must be set with sql: without the certificates of Amazon RDS, every login fails`,
    );
}
