import {
  OrphanCleaner,
  PartWriter,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { databaseModel, resources } from '../model';
import { fieldOf } from './fieldNames';

/** Which program defines a kind that not every cluster serves. */
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

/** Writes Clusters and what belongs to them. */
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
 * A Backup that is more than a note: a Cluster can be made from it, or it owns
 * volume snapshots. What one by a plugin tells of is found in the archive alone.
 */
function isOfUse({ kind, spec }: KubernetesObject): boolean {
  return (
    kind === resources.backups.kind &&
    (spec as { method?: string }).method !== 'plugin'
  );
}

/** The operator puts no owner on these: they would stay for ever. */
export const orphans = new OrphanCleaner(databaseModel, parts, {
  kinds: [
    resources.scheduledBackups,
    resources.backups,
    resources.poolers,
    resources.databases,
    resources.podMonitors,
  ],
  // Until the last instance has archived its WAL there.
  last: [resources.objectStores],
  isOfUse,
});
