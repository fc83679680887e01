import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels } from '../model';

/** Returns the uid of the Service of the database that an object is a part of. */
export const ownerOf = ({
  metadata,
}: Pick<KubernetesObject, 'metadata'>): string | undefined =>
  metadata.labels?.[labels.owner];

/** Returns the name of that Service. */
export const serviceOf = ({
  metadata,
}: Pick<KubernetesObject, 'metadata'>): string =>
  metadata.labels?.[labels.cluster] ?? metadata.labels?.[labels.backupOf] ?? '';
