import type { FenceDatabase } from '@pgstage/backstage-plugin-postgres-common';
import {
  instanceOf,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { annotations, type ClusterContext, liveClusters } from '../model';
import { fencedInstances } from '../observe/facts';
import { operationContextOf } from './operationContext';

const ALL = '*';

/** Fences instances, which stops PostgreSQL while their pods keep running, or lifts the fence. */
export async function fence(
  context: ClusterContext,
  ref: string,
  { instances, lift }: FenceDatabase,
  options: OperateOptions,
): Promise<void> {
  const target = operationContextOf(context, ref);
  instances?.forEach((name, at) => instanceOf(target, name, `instances.${at}`));
  const all = target.facts.instances.map(({ name }) => name);
  await liveClusters.patch(
    target,
    live => {
      const before = fencedInstances(live.metadata.annotations ?? {});
      const after = nextFenced(before, { instances, lift, all });
      return {
        metadata: {
          annotations: {
            [annotations.fencedInstances]: after.length
              ? JSON.stringify(after)
              : null,
          },
        },
      };
    },
    options,
  );
}

/** Returns the fenced instances after a request: names, or only `*` for all. */
export function nextFenced(
  before: string[],
  { instances, lift, all }: FenceDatabase & { all: string[] },
): string[] {
  if (!instances) return lift ? [] : [ALL];
  if (!lift) {
    return before.includes(ALL)
      ? [ALL]
      : [...new Set([...before, ...instances])].sort();
  }
  const fenced = before.includes(ALL) ? all : before;
  return fenced.filter(name => !instances.includes(name)).sort();
}
