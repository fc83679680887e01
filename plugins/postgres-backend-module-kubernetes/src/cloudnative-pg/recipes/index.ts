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

/** User id of the operator's images: a pod under the restricted Pod Security Standard needs a numeric one. */
const POSTGRES_UID = 26;

/** Returns section `connection`, only from the cache and without secrets. @throws NotFoundError */
export function connectionOf(context: ClusterContext, ref: string): Connection {
  return connectionTo(new Lookup([context]).get(ref));
}

/** Returns {@link connectionOf} for a snapshot. */
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
