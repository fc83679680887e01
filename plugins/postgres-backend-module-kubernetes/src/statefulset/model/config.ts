import type { Config } from '@backstage/config';
import {
  bytesOf,
  checkDefaults,
  configText,
  databaseConfigFields,
  withDefaultSizes,
  type DatabaseConfig,
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

/** Below it, a new database with its WAL fills the volume. */
export const MIN_STORAGE = '256Mi';

/** Whether a quantity is at least {@link MIN_STORAGE}. */
export const isEnoughStorage = (storage: string): boolean =>
  (bytesOf(storage) ?? 0) >= (bytesOf(MIN_STORAGE) ?? 0);

function checkStorage(
  config: Pick<DatabaseConfig, 'sizes'>,
  context: z.RefinementCtx,
): void {
  for (const [id, { storage }] of Object.entries(config.sizes))
    if (!isEnoughStorage(storage))
      context.addIssue({
        code: 'custom',
        path: ['sizes', id, 'storage'],
        message: `must be at least ${MIN_STORAGE}`,
      });
}

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
    image: configText
      .refine(image => image.includes('{version}'), {
        message: 'must contain {version}: the image has to be of the version',
      })
      .default('postgres:{version}'),
    exporterImage: configText.default(
      'quay.io/prometheuscommunity/postgres-exporter:v0.20.1',
    ),
    userId: z.coerce.number().int().min(1).default(999),
  })
  .transform(own => withDefaultSizes({ ...unsupported, ...own }))
  .superRefine((config, context) =>
    checkDefaults({ ...config, backup: unsupported.backup }, context),
  )
  .superRefine(checkStorage);

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
