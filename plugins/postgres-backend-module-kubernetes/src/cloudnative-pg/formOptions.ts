import type { Location } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import type { CloudNativePgConfig } from './model';
import { optionsSchema } from './write';

/** The draft that form libraries check against; they do not know zod's default. */
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

/** With what the configuration says where nothing else is asked for, and nothing more to say where it is off. */
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
          'Base backups and all changes since. Without them, data that are lost cannot be had again.',
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

/** What stays inside of the database, so that anybody may ask for it. */
const free = z.object({
  pooler: z
    .object({
      mode: pooler.mode.meta({
        title: 'A connection is given to',
        enumNames: ['one client until it leaves', 'one transaction at a time'],
        description:
          'Per transaction serves more clients, but session state, LISTEN and advisory locks do not survive a transaction; session unless given',
      }),
      instances: pooler.instances.meta({ title: 'Instances of the pooler' }),
      type: pooler.type.meta({ title: 'In front of' }),
      maxClientConnections: pooler.maxClientConnections.meta({
        title: 'Most clients at once',
      }),
      defaultPoolSize: pooler.defaultPoolSize.meta({
        title: 'Connections to PostgreSQL',
        description: 'Of each user to each database',
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
        description: 'A volume of its own; cannot be taken away later',
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
        description: 'How instances keep off each other',
      }),
    ),
  parameters: all.parameters.meta(advanced('Parameters of PostgreSQL')),
  initSqlAsOwner: all.initSqlAsOwner.meta(
    advanced('First SQL', { contentMediaType: 'application/sql' }),
  ),
  tls: z
    .object({ only: tls.only, altDnsNames: tls.altDnsNames })
    .optional()
    .meta(
      advanced('TLS', {
        description: 'No connections without it, further names of the server',
      }),
    ),
  monitoring: all.monitoring.meta(advanced('Monitoring')),
});

/** What forms offer of `spec.options`: what is not for the platform team alone, with the choices of the configuration. */
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
