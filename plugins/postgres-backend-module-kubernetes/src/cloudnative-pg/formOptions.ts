import type { Location } from '@pgstage/backstage-plugin-postgres-common';
import {
  advancedOption,
  affinityForm,
  formOptions as formOptionsOf,
  poolerForm,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';
import type { CloudNativePgConfig } from './model';
import { optionsSchema } from './write';

const all = optionsSchema.shape;
const walStorage = all.walStorage.unwrap().shape;
const tls = all.tls.unwrap().shape;

/** Options whose effect stays inside the database, so that everybody may request them. */
const free = z.object({
  pooler: poolerForm,
  synchronous: all.synchronous.meta(advancedOption('Synchronous standbys')),
  walStorage: z
    .object({ size: walStorage.size.meta({ examples: ['5Gi'] }) })
    .optional()
    .meta(
      advancedOption('Volume for WAL', {
        description: 'Separate volume for WAL; cannot be removed later',
      }),
    ),
  affinity: affinityForm,
  parameters: all.parameters.meta(advancedOption('Parameters of PostgreSQL')),
  initSqlAsOwner: all.initSqlAsOwner.meta(
    advancedOption('Init SQL', { contentMediaType: 'application/sql' }),
  ),
  tls: z
    .object({ only: tls.only, altDnsNames: tls.altDnsNames })
    .optional()
    .meta(
      advancedOption('TLS', {
        description: 'Required TLS, and additional DNS names of the server',
      }),
    ),
  monitoring: all.monitoring.meta(advancedOption('Monitoring')),
});

/** Returns the schema of `spec.options` for forms: without the options for the platform team, and with the choices of the configuration. */
export function formOptions(
  config: CloudNativePgConfig,
  backupTargets: NonNullable<Location['backupTargets']>,
  offersInitSql: boolean,
): Record<string, unknown> {
  return formOptionsOf(
    offersInitSql ? free : free.omit({ initSqlAsOwner: true }),
    config,
    backupTargets,
    'Base backups and archived WAL. Without backups, lost data cannot be recovered.',
  );
}
