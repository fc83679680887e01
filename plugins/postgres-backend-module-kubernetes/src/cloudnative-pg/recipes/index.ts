import type { Connection } from '@pgstage/backstage-plugin-postgres-common';
import { connectionOf as connectionBy } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  Lookup,
  namesOf,
  type ClusterContext,
  type CloudNativePgSnapshot,
} from '../model';
import { observe } from '../observe';
import { cnpgPsql } from './cnpgPsql';

/** User of the operator's images; a pod under restricted pod security needs one by number. */
const POSTGRES_UID = 26;

/** Section `connection`: from memory alone, and without a secret. @throws NotFoundError */
export function connectionOf(context: ClusterContext, ref: string): Connection {
  return connectionTo(new Lookup([context]).get(ref));
}

/** {@link connectionOf} a database that was found already. */
export function connectionTo(snapshot: CloudNativePgSnapshot): Connection {
  const { name, spec, status } = snapshot.cluster;
  const image = status.image ?? spec.imageName;
  const own = {
    authority: status.certificates?.serverCASecret ?? namesOf(name).caSecret,
    client: image ? { image, user: POSTGRES_UID } : undefined,
  };
  return connectionBy(snapshot, observe(snapshot), own, login => [
    cnpgPsql(login),
  ]);
}
