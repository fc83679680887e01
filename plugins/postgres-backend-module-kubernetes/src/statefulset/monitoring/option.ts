import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** Whether the database has an exporter. */
export const monitoringOption = z.boolean().optional().meta({
  title: 'Metrics',
  description:
    'An exporter for Prometheus. Without it, the lag of standbys is not known',
});

/** Whether a spec requests an exporter. */
export const isMonitored = ({ options }: Pick<DatabaseSpec, 'options'>) =>
  options?.monitoring === true;
