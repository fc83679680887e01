import type { Config } from '@backstage/config';
import {
  checkDefaults,
  configText,
  databaseConfigFields,
  withDefaultSizes,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { parseConfig } from '@pgstage/backstage-plugin-postgres-node/provider';
import { z } from 'zod';
import { backupConfig } from '../backups/option';
import { PROVIDER_ID } from './names';

/** Key of the configuration. */
export const CONFIG_KEY = `postgres.providers.${PROVIDER_ID}`;

const { enabled, clusters, namespaces, versions, imagePullSecrets } =
  databaseConfigFields;
const { sizes, defaultSize, storageClass, credentialStore } =
  databaseConfigFields;
const { protected: isProtected } = databaseConfigFields;

/** What the base reads and this provider does not support. */
const unsupported = z
  .object(databaseConfigFields)
  .transform(all => ({ ...all, extensions: [] as string[] }))
  .parse({});

const schema = z
  .strictObject({
    enabled,
    clusters,
    namespaces,
    versions,
    imagePullSecrets,
    sizes,
    defaultSize,
    storageClass,
    credentialStore,
    protected: isProtected,
    backup: backupConfig,
    image: configText.default('postgres:{version}'),
    userId: z.coerce.number().int().min(1).default(999),
  })
  .transform(own => withDefaultSizes({ ...unsupported, ...own }))
  .superRefine((config, context) =>
    checkDefaults({ ...config, backup: unsupported.backup }, context),
  );

/** Configuration of the provider, see config.d.ts. */
export type StatefulSetConfig = z.output<typeof schema>;

/**
 * Reads the configuration. Without the key, the provider is disabled: every
 * cluster serves StatefulSets, which does not mean that databases are wanted
 * there.
 *
 * @throws InputError that names each invalid key with its rule.
 */
export function readStatefulSetConfig(config: Config): StatefulSetConfig {
  return (
    parseConfig(config, CONFIG_KEY, schema) ?? schema.parse({ enabled: false })
  );
}
