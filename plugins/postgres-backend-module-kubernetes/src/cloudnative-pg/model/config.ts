import type { Config } from '@backstage/config';
import { z } from 'zod';
import {
  parseConfig,
  backupTargetSchema,
  scheduleSchema,
  byteQuantity,
  cpuQuantity,
  namespaceName,
  objectName,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

const KEY = 'postgres.providers.cloudnative-pg';

const limits = z.strictObject({
  cpu: cpuQuantity.optional(),
  memory: byteQuantity.optional(),
});

/** What a size stands for; a request may override each. */
export const sizeSchema = z.strictObject({
  title: z.string().min(1).optional(),
  requests: limits.default({}),
  limits: limits.default({}),
  storage: byteQuantity,
  instances: z.coerce.number().int().min(1).max(15).default(1),
});
/** @see {@link sizeSchema} */
export type Size = z.output<typeof sizeSchema>;

const defaultSizes: Record<string, Size> = {
  small: {
    requests: { cpu: '100m', memory: '256Mi' },
    limits: { cpu: '500m', memory: '512Mi' },
    storage: '1Gi',
    instances: 1,
  },
  medium: {
    requests: { cpu: '250m', memory: '512Mi' },
    limits: { cpu: '1', memory: '1Gi' },
    storage: '5Gi',
    instances: 1,
  },
  large: {
    requests: { cpu: '500m', memory: '1Gi' },
    limits: { cpu: '2', memory: '2Gi' },
    storage: '10Gi',
    instances: 2,
  },
};

/** For example `30d`: the operator's recovery window. */
export const retentionSchema = z.string().regex(/^[1-9]\d*[dwm]$/, {
  message:
    'must be a number of days, weeks or months, for example 30d, 8w or 6m',
});

/** Extensions that open no connection and no file, and run no program. */
const DEFAULT_EXTENSIONS =
  `bloom btree_gin btree_gist citext cube dict_int earthdistance fuzzystrmatch hstore intarray isn lo
   ltree pg_stat_statements pg_trgm pgcrypto postgis seg tablefunc tcn tsm_system_rows
   tsm_system_time unaccent uuid-ossp vector`.split(/\s+/);

const boolean = z.boolean().or(z.stringbool());
const text = z.string().min(1, { message: 'must not be empty' });

const schema = z
  .strictObject({
    enabled: boolean.default(true),
    clusters: z.array(text).min(1).optional(),
    namespaces: z.array(namespaceName).min(1).default(['default']),
    versions: z
      .array(
        z.coerce.string().regex(/^\d{2}(\.\d+)?$/, {
          message: 'must be a version such as 18 or 17.6',
        }),
      )
      .min(1)
      .default(['18', '17', '16', '15', '14']),
    image: text.default(
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
    customImages: z.array(text).default([]),
    imagePullSecrets: z.array(objectName).default([]),
    poolerImage: text.optional(),
    sizes: z.record(text, sizeSchema).default({}),
    defaultSize: text.default('small'),
    storageClass: objectName.optional(),
    storageClasses: z.array(objectName).default([]),
    priorityClasses: z.array(objectName).default([]),
    labels: z.array(text).default([]),
    annotations: z.array(text).default([]),
    credentialNamespaces: z
      .array(
        z.string().regex(/^[A-Za-z0-9._-]+\/[a-z0-9-]+$/, {
          message: 'must be a cluster and a namespace, for example prod/shop',
        }),
      )
      .default([]),
    extensions: z.array(text).default(DEFAULT_EXTENSIONS),
    backupTargets: z.record(text, backupTargetSchema).default({}),
    backup: z
      .strictObject({
        target: text.optional(),
        schedule: scheduleSchema.default('daily at 02:00'),
        retention: retentionSchema.default('30d'),
      })
      .default({ schedule: 'daily at 02:00', retention: '30d' }),
    monitoring: boolean.default(false),
    protected: boolean.default(false),
    credentialStore: text.default('kubernetes'),
  })
  .transform(config => ({
    ...config,
    sizes: { ...defaultSizes, ...config.sizes },
  }))
  .refine(({ sizes, defaultSize }) => Object.hasOwn(sizes, defaultSize), {
    path: ['defaultSize'],
    message: 'must be one of the sizes',
  })
  .refine(
    ({ backup, backupTargets }) =>
      backup.target === undefined ||
      Object.hasOwn(backupTargets, backup.target),
    { path: ['backup', 'target'], message: 'must be one of backupTargets' },
  );

/** Configuration of the provider, see config.d.ts. */
export type CloudNativePgConfig = z.output<typeof schema> & {
  /** Whether there is any: without, the provider keeps quiet where the operator is missing. */
  configured: boolean;
};

/**
 * Reads the configuration; everything has a default, so that a cluster alone
 * is enough.
 *
 * @throws InputError that names each wrong key with its rule.
 */
export function readCloudNativePgConfig(config: Config): CloudNativePgConfig {
  const own = parseConfig(config, KEY, schema);
  return { ...(own ?? schema.parse({})), configured: own !== undefined };
}
