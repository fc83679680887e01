import {
  memoize,
  missingAccess,
  partAccess,
  serviceEndpoints,
  type ObservedDatabase,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { backupAccess, backupFactsOf } from '../backups';
import { nameOf, namesOf, type StatefulSetSnapshot } from '../model';
import { factsOf } from './facts';
import { operatorStatus } from './operatorStatus';

/** Returns the endpoints, the read-write one first. The server has no certificate. */
function endpointsOf({ cluster, services }: StatefulSetSnapshot) {
  const { namespace, name, record } = cluster;
  const { readOnly } = namesOf(nameOf(name));
  const hasStandbys =
    (record.spec.instances ?? 1) > 1 ||
    services.some(service => service.name === readOnly);
  return [
    ...serviceEndpoints('read-write', { namespace, name }, services),
    ...(hasStandbys
      ? serviceEndpoints('read-only', { namespace, name: readOnly }, services)
      : []),
  ].map(endpoint => ({ ...endpoint, sslMode: 'disable' as const }));
}

/** Returns what a snapshot shows of a database and its parts. */
export const observe = memoize(
  (snapshot: StatefulSetSnapshot): ObservedDatabase => {
    const { cluster } = snapshot;
    const { binding, adopted, spec } = cluster.record;
    const facts = factsOf(snapshot);
    return {
      facts,
      operator: operatorStatus(snapshot, facts),
      backups: backupFactsOf(snapshot),
      requested: [],
      database: spec.database,
      owner: spec.user,
      login: { name: namesOf(nameOf(cluster.name)).login, generated: true },
      keepsLogin: binding !== undefined && !adopted && !cluster.deletedAt,
      endpoints: endpointsOf(snapshot),
      writeService: cluster.name,
      sizes: { '': spec.storage },
      missingAccess: missingAccess(snapshot, {
        ...partAccess,
        clusters: partAccess.services,
        ...backupAccess,
        statefulSets: {
          what: providerMessage('verbatim', { text: 'StatefulSets' }),
          right: 'statefulsets.apps',
        },
      }),
    };
  },
);
