import type {
  Binding,
  ChangeDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  bindDatabase,
  changeLive,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { liveClusters, type ClusterContext } from '../model';
import * as write from '../write';

/** Writes a change like the provider, without its response. */
export const changeCluster = (
  context: ClusterContext,
  ref: string,
  request: ChangeDatabase,
  options: ProviderWriteOptions,
) =>
  changeLive(
    liveClusters,
    context,
    ref,
    live => write.change(context, ref, live, request, options.signal),
    options,
  );

/** Writes a binding like the provider, without its response. */
export const bindCluster = (
  context: ClusterContext,
  ref: string,
  binding: Binding,
  options: ProviderWriteOptions & { adopt?: boolean },
) =>
  bindDatabase(
    liveClusters,
    { context, ref, binding, specFromLive: write.specFromLive },
    options,
  );
