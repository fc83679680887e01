import type { Location } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import type { CloudNativePgConfig } from './model';
import { optionsSchema } from './write';

/** Returns the schema in the draft that form libraries support; they do not support zod's default. */
export function toFormSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
  });
  return rest;
}

const all = optionsSchema.shape;
const backup = all.backup.unwrap().shape;
const walStorage = all.walStorage.unwrap().shape;
const pooler = all.pooler.unwrap().shape;
const affinity = all.affinity.unwrap().shape;
const tls = all.tls.unwrap().shape;

const SCHEDULES = [
  'every 6 hours',
  'daily at 02:00',
  'weekly on sunday at 02:00',
];

/** Builds the backup section of the form. Defaults come from the configuration; the other fields appear only while backups are on. */
function backupForm(
  config: CloudNativePgConfig,
  [first, ...others]: NonNullable<Location['backupTargets']>,
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
        description:
          'Base backups and archived WAL. Without backups, lost data cannot be recovered.',
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

const advanced = (title: string, more: object = {}) => ({
  title,
  'x-advanced': true,
  ...more,
});

/** Options whose effect stays inside the database, so that everybody may request them. */
const free = z.object({
  pooler: z
    .object({
      mode: pooler.mode.meta({
        title: 'Pool mode',
        enumNames: [
          'Session: one client until it disconnects',
          'Transaction: one transaction at a time',
        ],
        description:
          'Transaction mode serves more clients, but session state, LISTEN and advisory locks do not survive a transaction; session unless given',
      }),
      instances: pooler.instances.meta({ title: 'Instances of the pooler' }),
      type: pooler.type.meta({ title: 'Routes to' }),
      maxClientConnections: pooler.maxClientConnections.meta({
        title: 'Maximum client connections',
      }),
      defaultPoolSize: pooler.defaultPoolSize.meta({
        title: 'Connections to PostgreSQL',
        description: 'For each pair of user and database',
      }),
    })
    .optional()
    .meta({
      title: 'Connection pooler',
      description:
        'PgBouncer in front of the database, for applications that open many connections',
    }),
  synchronous: all.synchronous.meta(advanced('Synchronous standbys')),
  walStorage: z
    .object({ size: walStorage.size.meta({ examples: ['5Gi'] }) })
    .optional()
    .meta(
      advanced('Volume for WAL', {
        description: 'Separate volume for WAL; cannot be removed later',
      }),
    ),
  affinity: z
    .object({
      antiAffinity: affinity.antiAffinity,
      topologyKey: affinity.topologyKey,
    })
    .optional()
    .meta(
      advanced('Placement', {
        description: 'Whether instances may share a node or zone',
      }),
    ),
  parameters: all.parameters.meta(advanced('Parameters of PostgreSQL')),
  initSqlAsOwner: all.initSqlAsOwner.meta(
    advanced('Init SQL', { contentMediaType: 'application/sql' }),
  ),
  tls: z
    .object({ only: tls.only, altDnsNames: tls.altDnsNames })
    .optional()
    .meta(
      advanced('TLS', {
        description: 'Required TLS, and additional DNS names of the server',
      }),
    ),
  monitoring: all.monitoring.meta(advanced('Monitoring')),
});

/** Returns the schema of `spec.options` for forms: without the options for the platform team, and with the choices of the configuration. */
export function formOptions(
  config: CloudNativePgConfig,
  backupTargets: NonNullable<Location['backupTargets']>,
  offersInitSql: boolean,
): Record<string, unknown> {
  const schema = toFormSchema(
    offersInitSql ? free : free.omit({ initSqlAsOwner: true }),
  );
  return {
    ...schema,
    properties: {
      ...(backupTargets.length && {
        backup: backupForm(config, backupTargets),
      }),
      ...(schema.properties as object),
    },
  };
}
