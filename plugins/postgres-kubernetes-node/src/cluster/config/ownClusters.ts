import type { Config } from '@backstage/config';
import { parseConfig } from '@pgstage/backstage-plugin-postgres-node/provider';
import { z } from 'zod';
import type { ClusterAccess, ClusterConfig } from './ClusterConfig';

/** The name becomes part of refs, labels and paths. */
export const CLUSTER_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
export const CLUSTER_NAME_RULE =
  'must be at most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit';

const KEY = 'postgres.kubernetes.clusters';

const clusterSchema = z
  .strictObject({
    name: z.string().regex(CLUSTER_NAME, { message: CLUSTER_NAME_RULE }),
    title: z.string().optional(),
    kubeconfig: z
      .strictObject({
        context: z.string().min(1).optional(),
        file: z.string().min(1).optional(),
      })
      .optional(),
    inCluster: z
      .literal(true, { message: 'must be true or absent' })
      .optional(),
    url: z
      .url({ protocol: /^https?$/, message: 'must be an http(s) address' })
      .optional(),
    serviceAccountToken: z.string().min(1).optional(),
    caData: z.string().min(1).optional(),
    caFile: z.string().min(1).optional(),
    skipTLSVerify: z.boolean().optional(),
  })
  .superRefine((cluster, context) => {
    const ways = [cluster.kubeconfig, cluster.inCluster, cluster.url];
    if (ways.filter(Boolean).length !== 1) {
      context.addIssue({
        code: 'custom',
        path: [],
        message: 'needs exactly one of kubeconfig, inCluster and url',
      });
    }
    if (cluster.url && !cluster.serviceAccountToken) {
      context.addIssue({
        code: 'custom',
        path: ['serviceAccountToken'],
        message: 'is required with url',
      });
    }
    for (const name of [
      'serviceAccountToken',
      'caData',
      'caFile',
      'skipTLSVerify',
    ] as const) {
      if (cluster[name] !== undefined && !cluster.url) {
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'must be omitted without url',
        });
      }
    }
  });

function access(cluster: z.output<typeof clusterSchema>): ClusterAccess {
  if (cluster.kubeconfig) return { type: 'kubeconfig', ...cluster.kubeconfig };
  const { url, caData, caFile, skipTLSVerify, serviceAccountToken } = cluster;
  if (!url) return { type: 'in-cluster' };
  return {
    type: 'address',
    url,
    caData,
    caFile,
    skipTLSVerify,
    login: { type: 'token', token: serviceAccountToken ?? '' },
  };
}

/** Returns the clusters of `postgres.kubernetes.clusters`, or undefined if there is no such key. */
export function readOwnClusters(config: Config): ClusterConfig[] | undefined {
  const clusters = parseConfig(config, KEY, z.array(clusterSchema));
  return clusters?.map((cluster, index) => ({
    name: cluster.name,
    title: cluster.title ?? cluster.name,
    key: `${KEY}.${index}`,
    access: access(cluster),
  }));
}
