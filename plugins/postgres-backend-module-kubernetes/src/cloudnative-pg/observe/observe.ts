import {
  memoize,
  requestedObjectsOf,
  type ObservedDatabase,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { initSqlOf, type CloudNativePgSnapshot } from '../model';
import { backupFactsOf } from './backups/backupFactsOf';
import { endpointsOf } from './endpoints';
import { factsOf, writeServiceOf } from './facts';
import {
  databaseName,
  keepsLogin,
  loginSecret,
  ownerName,
  serverVersion,
} from './identity';
import { operatorStatus } from './operatorStatus';
import { verdictsOf } from './requested';
import { missingAccessOf } from './missingAccess';

/** Returns what a snapshot shows of a Cluster and its parts. */
export const observe = memoize(
  (snapshot: CloudNativePgSnapshot): ObservedDatabase => {
    const { record, spec } = snapshot.cluster;
    const first = {
      database: databaseName(snapshot),
      owner: ownerName(snapshot),
    };
    return {
      facts: factsOf(snapshot),
      operator: operatorStatus(snapshot),
      backups: backupFactsOf(snapshot),
      requested: requestedObjectsOf(record.spec, first, verdictsOf(snapshot)),
      initSql: initSqlOf(snapshot.cluster),
      ...first,
      login: loginSecret(snapshot),
      keepsLogin: keepsLogin(snapshot),
      serverVersion: serverVersion(snapshot),
      endpoints: endpointsOf(snapshot),
      writeService: writeServiceOf(snapshot),
      sizes: { PG_DATA: spec.storage?.size, PG_WAL: spec.walStorage?.size },
      dataRole: 'PG_DATA',
      missingAccess: missingAccessOf(snapshot),
    };
  },
);
