import {
  ProviderContext,
  type ProviderContextOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { StatefulSetConfig } from './config';
import { databaseModel } from './kinds';

/** The context of one Kubernetes cluster, shared by all parts of the provider. */
export class StatefulSetContext extends ProviderContext<StatefulSetConfig> {
  constructor(options: ProviderContextOptions<StatefulSetConfig>) {
    super(options, databaseModel.kinds);
  }
}
