import type { Config } from '@backstage/config';
import { z } from 'zod';
import {
  checkDefaults,
  configBoolean,
  configText,
  databaseConfigFields,
  objectName,
  withDefaultSizes,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { parseConfig } from '@pgstage/backstage-plugin-postgres-node/provider';

/** Key of the configuration. */
export const CONFIG_KEY = 'postgres.providers.cloudnative-pg';

const schema = z
  .strictObject({
    ...databaseConfigFields,
    image: configText.default(
      'ghcr.io/cloudnative-pg/postgresql:{version}-system-trixie',
    ),
    catalog: z
      .strictObject({
        kind: z
          .enum(['ImageCatalog', 'ClusterImageCatalog'])
          .default('ClusterImageCatalog'),
        name: objectName,
      })
      .optional(),
    poolerImage: configText.optional(),
    monitoring: configBoolean.default(false),
  })
  .transform(withDefaultSizes)
  .superRefine(checkDefaults);

/** Configuration of the provider, see config.d.ts. */
export type CloudNativePgConfig = z.output<typeof schema> & {
  /** Whether the key exists: without it, the provider does not report clusters that lack the operator. */
  configured: boolean;
};

/**
 * Reads the configuration. All keys have defaults: a configured cluster is
 * enough.
 *
 * @throws InputError that names each invalid key with its rule.
 */
export function readCloudNativePgConfig(config: Config): CloudNativePgConfig {
  const own = parseConfig(config, CONFIG_KEY, schema);
  return { ...(own ?? schema.parse({})), configured: own !== undefined };
}
