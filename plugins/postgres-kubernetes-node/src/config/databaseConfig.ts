import { z } from 'zod';
import { backupTargetSchema } from './backupTarget';
import { scheduleSchema } from './schedule';
import { defaultSizes, sizeSchema } from './sizes';
import { namespaceName, objectName } from './text';

/** Retention, for example `30d`: how far back a database can be restored. @public */
export const retentionSchema = z.string().regex(/^[1-9]\d*[dwm]$/, {
  message:
    'must be a number of days, weeks or months, for example 30d, 8w or 6m',
});

/** Extensions that open no connection and no file, and run no program. */
const DEFAULT_EXTENSIONS =
  `bloom btree_gin btree_gist citext cube dict_int earthdistance fuzzystrmatch hstore intarray isn lo
   ltree pg_stat_statements pg_trgm pgcrypto postgis seg tablefunc tcn tsm_system_rows
   tsm_system_time unaccent uuid-ossp vector`.split(/\s+/);

/** A boolean, also as text. @public */
export const configBoolean = z.boolean().or(z.stringbool());
/** A text that is not empty. @public */
export const configText = z.string().min(1, { message: 'must not be empty' });

/** Configuration of every provider of databases on Kubernetes. @public */
export const databaseConfigFields = {
  enabled: configBoolean.default(true),
  clusters: z.array(configText).min(1).optional(),
  namespaces: z.array(namespaceName).min(1).default(['default']),
  versions: z
    .array(
      z.coerce.string().regex(/^\d{2}(\.\d+)?$/, {
        message: 'must be a version such as 18 or 17.6',
      }),
    )
    .min(1)
    .default(['18', '17', '16', '15', '14']),
  customImages: z.array(configText).default([]),
  imagePullSecrets: z.array(objectName).default([]),
  sizes: z.record(configText, sizeSchema).default({}),
  defaultSize: configText.default('small'),
  storageClass: objectName.optional(),
  storageClasses: z.array(objectName).default([]),
  priorityClasses: z.array(objectName).default([]),
  labels: z.array(configText).default([]),
  annotations: z.array(configText).default([]),
  credentialNamespaces: z
    .array(
      z.string().regex(/^[A-Za-z0-9._-]+\/[a-z0-9-]+$/, {
        message: 'must be a cluster and a namespace, for example prod/shop',
      }),
    )
    .default([]),
  extensions: z.array(configText).default(DEFAULT_EXTENSIONS),
  backupTargets: z.record(configText, backupTargetSchema).default({}),
  backup: z
    .strictObject({
      target: configText.optional(),
      schedule: scheduleSchema.default('daily at 02:00'),
      retention: retentionSchema.default('30d'),
    })
    .default({ schedule: 'daily at 02:00', retention: '30d' }),
  protected: configBoolean.default(false),
  credentialStore: configText.default('kubernetes'),
};

const fields = z.object(databaseConfigFields);
/** @see {@link databaseConfigFields} @public */
export type DatabaseConfig = z.output<typeof fields>;

/** Adds the default sizes. @public */
export function withDefaultSizes<Config extends Pick<DatabaseConfig, 'sizes'>>(
  config: Config,
): Config {
  return { ...config, sizes: { ...defaultSizes, ...config.sizes } };
}

/** Checks that configured defaults exist. @public */
export function checkDefaults(
  {
    sizes,
    defaultSize,
    backup,
    backupTargets,
  }: Pick<DatabaseConfig, 'sizes' | 'defaultSize' | 'backup' | 'backupTargets'>,
  context: z.RefinementCtx,
): void {
  const refuse = (path: string[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  if (!Object.hasOwn(sizes, defaultSize))
    refuse(['defaultSize'], 'must be one of the sizes');
  if (
    backup.target !== undefined &&
    !Object.hasOwn(backupTargets, backup.target)
  )
    refuse(['backup', 'target'], 'must be one of backupTargets');
}
