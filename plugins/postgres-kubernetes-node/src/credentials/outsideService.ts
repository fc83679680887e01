import { BlockList, isIP } from 'node:net';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import type { KubernetesObject } from '../cluster';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Objects that provide a name inside the cluster for a server outside. */
export interface OutsideService {
  service: KubernetesObject;
  /** For an address; a DNS name needs none. */
  endpointSlice?: KubernetesObject;
}

/**
 * Returns undefined if no Service is needed: the host already is a name of the
 * cluster, or `verify-full` compares the name with the server's certificate.
 *
 * @throws InvalidFieldsError for a host that resolves to the pod itself.
 */
export function outsideService(
  { host, port, sslMode }: Pick<CredentialEntry, 'host' | 'port' | 'sslMode'>,
  metadata: KubernetesObject['metadata'],
): OutsideService | undefined {
  const version = isIP(host);
  if (
    host === 'localhost' ||
    (version && loopback.check(host, version === 6 ? 'ipv6' : 'ipv4'))
  ) {
    throw invalidField(
      'host',
      `is '${host}', which is the pod itself in a pod: use an address of the server that pods can reach`,
    );
  }
  if (sslMode === 'verify-full') return undefined;
  if (!version) {
    return host.includes('.') && !/\.svc(\.|$)/.test(host)
      ? { service: externalName(host, metadata) }
      : undefined;
  }
  const family = version === 6 ? 'IPv6' : 'IPv4';
  return {
    service: {
      metadata,
      spec: {
        type: 'ClusterIP',
        ipFamilies: [family],
        ipFamilyPolicy: 'SingleStack',
        ports: [{ name: 'postgres', port, targetPort: port, protocol: 'TCP' }],
      },
    },
    endpointSlice: {
      metadata: {
        ...metadata,
        labels: {
          ...metadata.labels,
          'kubernetes.io/service-name': metadata.name,
          'endpointslice.kubernetes.io/managed-by': 'pgstage',
        },
      },
      addressType: family,
      endpoints: [{ addresses: [host], conditions: { ready: true } }],
      ports: [{ name: 'postgres', port, protocol: 'TCP' }],
    },
  };
}

function externalName(
  host: string,
  metadata: KubernetesObject['metadata'],
): KubernetesObject {
  return { metadata, spec: { type: 'ExternalName', externalName: host } };
}
