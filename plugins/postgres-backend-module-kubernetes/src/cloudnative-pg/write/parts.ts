import {
  OrphanCleaner,
  PartWriter,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { databaseModel, resources } from '../model';
import { fieldOf } from './fieldNames';

/** The programs that install kinds that not every cluster serves. */
const DEFINED_BY: Record<string, { field: string; program: string }> = {
  [resources.objectStores.plural]: {
    field: 'options.backup',
    program: 'the Barman Cloud plugin',
  },
  [resources.podMonitors.plural]: {
    field: 'options.monitoring',
    program: 'the Prometheus operator',
  },
};

/** Writes Clusters and their parts. */
export const parts = new PartWriter({
  definedBy: ({ plural }) =>
    DEFINED_BY[plural] ?? {
      field: 'location',
      program: 'the operator CloudNativePG',
    },
  fieldOf,
  dropPatch: kind =>
    kind === resources.databases
      ? { spec: { databaseReclaimPolicy: 'delete' } }
      : undefined,
});

/**
 * Returns whether a Backup object must be retained: a Cluster can be created from
 * it, or it owns volume snapshots. A backup by a plugin is found in the archive
 * without its object.
 */
function isOfUse({ kind, spec }: KubernetesObject): boolean {
  return (
    kind === resources.backups.kind &&
    (spec as { method?: string }).method !== 'plugin'
  );
}

/** The operator sets no owner on these kinds: without cleanup, they would remain indefinitely. */
export const orphans = new OrphanCleaner(databaseModel, parts, {
  kinds: [
    resources.scheduledBackups,
    resources.backups,
    resources.poolers,
    resources.databases,
    resources.podMonitors,
  ],
  // Deleted last: until then, the instances archive their remaining WAL there.
  last: [resources.objectStores],
  isOfUse,
});
