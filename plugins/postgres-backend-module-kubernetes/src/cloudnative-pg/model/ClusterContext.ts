import {
  ProviderContext,
  type ProviderContextOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { Archivers } from './Archivers';
import type { CloudNativePgConfig } from './config';
import { cnpgKinds } from './kinds';

/** One Kubernetes cluster as every part of the provider sees it. */
export class ClusterContext extends ProviderContext<CloudNativePgConfig> {
  /** What primaries told of archiving. */
  readonly archivers = new Archivers(key =>
    this.tell({ keys: new Set([key]), statusChanged: false }),
  );

  constructor(options: ProviderContextOptions<CloudNativePgConfig>) {
    super(options, cnpgKinds);
  }
}
