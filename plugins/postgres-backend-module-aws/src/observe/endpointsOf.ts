import type { Endpoint } from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import type { InstanceFacts } from '../instance';

/** Returns the endpoints of an instance and of its read replicas. An instance that is being created has none. */
export function endpointsOf(
  { caCertificates }: Pick<RegionConfig, 'caCertificates'>,
  instance: InstanceFacts,
  replicas: InstanceFacts[],
): Endpoint[] {
  // `verify-full` requires the certificates of AWS, which are in no system trust store.
  const sslMode = caCertificates ? 'verify-full' : 'require';
  const endpoint = (
    purpose: Endpoint['purpose'],
    { endpoint: address }: InstanceFacts,
  ): Endpoint[] => (address ? [{ purpose, ...address, sslMode }] : []);
  return [
    ...endpoint(instance.replicaOf ? 'read-only' : 'read-write', instance),
    ...replicas.flatMap(replica => endpoint('read-only', replica)),
  ];
}
