import { isDeepStrictEqual } from 'node:util';
import type {
  ClassifiedSpec,
  OptionClass,
} from '@pgstage/backstage-plugin-postgres-node';
import type { AwsOptions } from '../write';

const classes: Record<keyof AwsOptions, OptionClass> = {
  multiAz: 'free',
  backupWindow: 'free',
  maintenanceWindow: 'free',
  // `storage.max` and `backups.retentionDays` limit them.
  maxStorage: 'allowed',
  backupRetentionDays: 'allowed',
  // `credentialNamespaces` lists its values.
  credentials: 'allowed',
  // No configuration limits what AWS charges for them.
  storageType: 'platform',
  iops: 'platform',
  storageThroughput: 'platform',
};

/** Returns the class of each option that a spec changes or removes. An unknown option, which is refused later, is `platform`. */
export function classifyOptions(
  { options = {} }: ClassifiedSpec,
  { options: existing = {} }: ClassifiedSpec = {},
): Record<string, OptionClass> {
  const changed = Object.keys({ ...existing, ...options }).filter(
    name => !isDeepStrictEqual(options[name] ?? null, existing[name] ?? null),
  );
  return Object.fromEntries(
    changed.map(name => [
      `options.${name}`,
      Object.hasOwn(classes, name)
        ? classes[name as keyof AwsOptions]
        : 'platform',
    ]),
  );
}
