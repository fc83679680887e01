import { z } from 'zod';
import { poolerOption } from '../options/replication';
import { affinityOption } from '../options/scheduling';

/** Metadata of an option that forms show only on request. @public */
export const advancedOption = (title: string, more: object = {}) => ({
  title,
  'x-advanced': true,
  ...more,
});

const pooler = poolerOption.shape;
const affinity = affinityOption.shape;

/** The form of {@link poolerOption}, without the image, which the platform team selects. @public */
export const poolerForm = z
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
  });

/** The form of {@link affinityOption}, without the nodes, which the platform team selects. @public */
export const affinityForm = z
  .object({
    antiAffinity: affinity.antiAffinity,
    topologyKey: affinity.topologyKey,
  })
  .optional()
  .meta(
    advancedOption('Placement', {
      description: 'Whether instances may share a node or zone',
    }),
  );
