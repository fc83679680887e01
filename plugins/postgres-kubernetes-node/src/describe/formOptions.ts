import type { Location } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import type { DatabaseConfig } from '../config/databaseConfig';
import { backupOption } from '../options/backup';
import { toFormSchema } from './toFormSchema';

const backup = backupOption.shape;

const SCHEDULES = [
  'every 6 hours',
  'daily at 02:00',
  'weekly on sunday at 02:00',
];

type BackupTargets = NonNullable<Location['backupTargets']>;

/** Builds the backup section of the form. Defaults come from the configuration; the other fields appear only while backups are on. */
function backupForm(
  config: Pick<DatabaseConfig, 'backup'>,
  [first, ...others]: BackupTargets,
  description: string,
) {
  const targets = [first, ...others];
  const { properties } = toFormSchema(
    z.object({
      target: z
        .enum(targets.map(({ id }) => id))
        .default(first.id)
        .meta({
          title: 'Backups go to',
          enumNames: targets.map(({ title }) => title),
        }),
      schedule: backup.schedule
        .unwrap()
        .default(config.backup.schedule)
        .meta({ title: 'Base backup', examples: SCHEDULES }),
      retention: backup.retention
        .unwrap()
        .default(config.backup.retention)
        .meta({ title: 'Keep for', examples: ['7d', '30d', '90d'] }),
    }),
  ) as { properties: object };
  return {
    type: 'object',
    title: 'Backups',
    properties: {
      enabled: {
        type: 'boolean',
        title: 'Back up',
        description,
        default: true,
      },
    },
    dependencies: {
      enabled: {
        oneOf: [
          { properties: { enabled: { const: false } } },
          { properties: { enabled: { const: true }, ...properties } },
        ],
      },
    },
  };
}

/**
 * Returns the schema of `spec.options` for the forms of a location: the options
 * that everybody may request, and {@link backupOption} with the choices of the
 * configuration.
 *
 * @param options - schema of the options without that of backups
 * @param backupDescription - what a backup contains, for people
 * @public
 */
export function formOptions(
  options: z.ZodType,
  config: Pick<DatabaseConfig, 'backup'>,
  backupTargets: BackupTargets,
  backupDescription: string,
): Record<string, unknown> {
  const schema = toFormSchema(options);
  return {
    ...schema,
    properties: {
      ...(backupTargets.length && {
        backup: backupForm(config, backupTargets, backupDescription),
      }),
      ...(schema.properties as object),
    },
  };
}
