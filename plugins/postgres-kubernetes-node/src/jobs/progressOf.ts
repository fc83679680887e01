import type { z } from 'zod';
import type { KubernetesObject } from '../cluster';
import type { JobEnd, JobProblem, JobProgress } from './JobEnd';

interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

interface Terminated {
  exitCode: number;
  reason?: string;
  message?: string;
}

/** Fields that are read of a Job. */
export interface JobObject extends KubernetesObject {
  spec?: { suspend?: boolean };
  status?: { conditions?: Condition[] };
}

/** Fields that are read of its pods. */
export interface PodObject extends KubernetesObject {
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    conditions?: Condition[];
    containerStatuses?: Array<{
      state?: {
        waiting?: { reason?: string; message?: string };
        running?: object;
        terminated?: Terminated;
      };
    }>;
  };
}

/** Fields that are read of events, newest last. */
export interface EventObject extends KubernetesObject {
  reason?: string;
  message?: string;
}

/** Maximum length of a text from a cluster or a program. */
const MAX_SAID = 2000;
const short = (text: string | undefined) => text?.trim().slice(0, MAX_SAID);

/** Reasons for which kubelet waits to start a container (pkg/kubelet/images/types.go). */
const IMAGE = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);
/** The same (pkg/kubelet/kuberuntime/kuberuntime_container.go). */
const CONFIGURATION = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
]);
/** The program is not in the image, or cannot be run; as containerd and CRI-O call it. */
const NOT_A_PROGRAM = new Set(['StartError', 'ContainerCannotRun']);

/** Whether a quota rejected it. Events and errors of a quota differ from others only in their text (resourcequota/controller.go). */
export const isQuota = (said: string): boolean =>
  /(exceeded|failed) quota:/.test(said);

/** Returns what prevents a pod from starting, or a Job from creating one. */
export function problemOf(
  pod: PodObject | undefined,
  events: EventObject[],
): JobProblem | undefined {
  const event = (reason: string) =>
    events.findLast(candidate => candidate.reason === reason)?.message;
  if (!pod) {
    const said = event('FailedCreate');
    return said
      ? { cause: isQuota(said) ? 'quota' : 'admission', said: short(said)! }
      : undefined;
  }
  const { conditions = [], containerStatuses = [] } = pod.status ?? {};
  const unscheduled = conditions.find(
    ({ type, status, reason }) =>
      type === 'PodScheduled' && status === 'False' && reason,
  );
  if (unscheduled) {
    const { reason = '', message } = unscheduled;
    return { cause: 'unschedulable', said: short(message ?? reason)! };
  }
  const { waiting } = containerStatuses[0]?.state ?? {};
  const reason = waiting?.reason ?? '';
  const said = short(waiting?.message ?? reason)!;
  if (IMAGE.has(reason)) return { cause: 'image', said };
  if (CONFIGURATION.has(reason)) return { cause: 'configuration', said };
  const unmounted = event('FailedMount');
  return unmounted
    ? { cause: 'configuration', said: short(unmounted)! }
    : undefined;
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function failed<Verdict>(
  { status }: PodObject,
  terminated: Terminated | undefined,
  schema: z.ZodType<Verdict>,
): JobEnd<Verdict> {
  if (!terminated) {
    const said = short(status?.message ?? status?.reason);
    return { type: 'failed', said: said ?? 'Its pod failed without a reason' };
  }
  const { exitCode, reason, message } = terminated;
  if (NOT_A_PROGRAM.has(reason ?? ''))
    return {
      type: 'could-not-run',
      cause: 'image',
      said: short(message ?? reason)!,
    };
  const verdict = schema.safeParse(json(message));
  return verdict.success
    ? { type: 'failed', verdict: verdict.data, exitCode }
    : { type: 'failed', said: short(message ?? reason), exitCode };
}

function succeeded<Verdict>(
  terminated: Terminated,
  schema: z.ZodType<Verdict>,
): JobEnd<Verdict> {
  const { exitCode, message } = terminated;
  const verdict = schema.safeParse(json(message));
  return verdict.success
    ? { type: 'done', verdict: verdict.data }
    : {
        type: 'failed',
        said: short(`It succeeded but wrote no valid verdict: ${message}`),
        exitCode,
      };
}

const ended = <Verdict>(end: JobEnd<Verdict>): JobProgress<Verdict> => ({
  state: 'ended',
  end,
});

/**
 * Returns the progress of a Job from the Job, its pods (newest last) and the
 * events of a Job that has not started.
 */
export function progressOf<Verdict>(
  schema: z.ZodType<Verdict>,
  job: JobObject,
  pods: PodObject[],
  events: EventObject[],
): JobProgress<Verdict> {
  const condition = (type: string) =>
    job.status?.conditions?.find(
      candidate => candidate.type === type && candidate.status === 'True',
    );
  const stateOf = (pod: PodObject | undefined) =>
    pod?.status?.containerStatuses?.[0]?.state;
  if (condition('Complete')) {
    const good = pods.findLast(({ status }) => status?.phase === 'Succeeded');
    const terminated = stateOf(good)?.terminated;
    return ended(
      terminated
        ? succeeded(terminated, schema)
        : {
            type: 'lost',
            said: 'It succeeded, but its pod was removed before its verdict was read',
          },
    );
  }
  const pod = pods.at(-1);
  const failure = condition('Failed');
  if (failure?.reason === 'DeadlineExceeded')
    return ended({ type: 'deadline' });
  if (failure) {
    return ended(
      pod
        ? failed(pod, stateOf(pod)?.terminated, schema)
        : {
            type: 'lost',
            said: `Its pod was removed while it ran: ${short(failure.message)}`,
          },
    );
  }
  const { running, terminated } = stateOf(pod) ?? {};
  return running || terminated
    ? { state: 'running' }
    : { state: 'starting', problem: problemOf(pod, events) };
}
