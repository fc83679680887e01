import {
  perFound,
  wantedOf,
  type ObservedDatabase,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { initSqlOf, type FoundDatabase } from '../model';
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
import { unseenOf } from './unseen';

/** What is found of a Cluster with its parts. */
export const observe = perFound((found: FoundDatabase): ObservedDatabase => {
  const { record, spec } = found.cluster;
  const first = { database: databaseName(found), owner: ownerName(found) };
  return {
    facts: factsOf(found),
    operator: operatorStatus(found),
    backups: backupFactsOf(found),
    wanted: wantedOf(record.spec, first, verdictsOf(found)),
    initSql: initSqlOf(found.cluster),
    ...first,
    login: loginSecret(found),
    keepsLogin: keepsLogin(found),
    serverVersion: serverVersion(found),
    endpoints: endpointsOf(found),
    writeService: writeServiceOf(found),
    sizes: { PG_DATA: spec.storage?.size, PG_WAL: spec.walStorage?.size },
    dataRole: 'PG_DATA',
    unseen: unseenOf(found),
  };
});
