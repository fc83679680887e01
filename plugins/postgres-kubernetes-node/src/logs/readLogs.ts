import { ConflictError } from '@backstage/errors';
import {
  InvalidFieldsError,
  type Logs,
  type ReadLogs,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CallOptions } from '../cluster';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import type { Instance } from '../observe/Instance';
import { instanceOf } from '../operate/preconditions';
import type { LiveDatabase } from '../write/LiveObjects';
import { readPodLog, type LogSource } from './readPodLog';

/** A provider's rules for the logs of instances. @public */
export interface LogRules<TSnapshot extends Snapshot> extends LogSource {
  instancesOf(snapshot: TSnapshot): Instance[];
}

/**
 * Reads the log of an instance; of the primary unless the request names one.
 *
 * @throws InvalidFieldsError if there is no such instance
 * @throws ConflictError if Kubernetes has no such log
 */
export async function readLogs<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
>(
  { instancesOf, ...source }: LogRules<TSnapshot>,
  { context, snapshot }: LiveDatabase<TSnapshot, Context>,
  request: ReadLogs,
  options: CallOptions,
): Promise<Logs> {
  const instances = instancesOf(snapshot);
  const { name, pod } =
    request.instance === undefined
      ? primaryOf(instances)
      : instanceOf({ facts: { instances } }, request.instance);
  if (!pod)
    throw new ConflictError(
      `Instance '${name}' has no pod, so there is no log of it`,
    );
  const { namespace } = snapshot.key;
  try {
    return {
      instance: name,
      observedAt: new Date().toISOString(),
      ...(await readPodLog(
        context.client,
        { namespace, name: pod.name },
        source,
        request,
        options,
      )),
    };
  } catch (error) {
    // 400: the container has not started yet, or has no previous log.
    if (!(error instanceof InvalidFieldsError)) throw error;
    throw new ConflictError(
      `There is no such log of instance '${name}': the request ${error.issues[0].rule}`,
    );
  }
}

function primaryOf(instances: Instance[]): Instance {
  const primary =
    instances.find(each => each.primary) ??
    instances.find(({ role }) => role === 'primary');
  if (primary) return primary;
  const names = instances.map(({ name }) => name).join(', ');
  throw new ConflictError(
    `It is not known which instance is the primary; name one${
      names ? `: ${names}` : ''
    }`,
  );
}
