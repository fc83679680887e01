import {
  ProviderContext,
  type ProviderContextOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgConfig } from './config';
import { cnpgKinds } from './kinds';

/** One Kubernetes cluster as every part of the provider sees it. */
export class ClusterContext extends ProviderContext<CloudNativePgConfig> {
  constructor(options: ProviderContextOptions<CloudNativePgConfig>) {
    super(options, cnpgKinds);
  }
}
