import {
  ProviderContext,
  type ProviderContextOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgConfig } from './config';
import { cnpgKinds } from './kinds';

/** The context of one Kubernetes cluster, shared by all parts of the provider. */
export class ClusterContext extends ProviderContext<CloudNativePgConfig> {
  constructor(options: ProviderContextOptions<CloudNativePgConfig>) {
    super(options, cnpgKinds);
  }
}
