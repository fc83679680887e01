/* A separate process that can be killed: runs the request in its argument. */
import { KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import { Cluster } from '../cluster';
import { JobRunner } from '../jobs';

const [kubeconfig, request] = process.argv.slice(2);
const config = new KubeConfig();
config.loadFromString(kubeconfig);
const logger = { child: () => logger } as any;
const cluster = new Cluster('test', 'Test', config, logger);
new JobRunner(cluster.client, () => 50)
  .wait({ ...JSON.parse(request), verdict: z.unknown() })
  .then(end => process.send?.(end));
