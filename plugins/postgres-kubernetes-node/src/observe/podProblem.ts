import type { KeptPod } from '../model/keptPod';

/** Something that keeps a pod from running. Whether it can heal, the provider says. @public */
export interface PodProblem {
  /** Kubernetes' word for it. */
  reason: string;
  /** Reads on from the pod's name: "cannot pull its image". */
  words: string;
  nextStep: string;
  /** Reads on from "Or": what to ask for instead, where that can help. */
  orChange?: string;
  /** What Kubernetes said, verbatim. */
  evidence: string;
}

const LOG = 'Ask the platform team for the log of the pod.';
const IMAGE = {
  nextStep:
    'Check that the image exists, and that the pull secret allows to read it.',
  orChange: 'change the image',
};

/** Reasons of a waiting container that are no mere step of a start. */
const BLOCKED: Record<string, Omit<PodProblem, 'reason' | 'evidence'>> = {
  ErrImagePull: { words: 'cannot pull its image', ...IMAGE },
  ImagePullBackOff: { words: 'cannot pull its image', ...IMAGE },
  InvalidImageName: {
    words: 'has an image name that is not valid',
    ...IMAGE,
  },
  ErrImageNeverPull: {
    words: 'has an image that the node does not hold',
    ...IMAGE,
  },
  ImageInspectError: {
    words: 'has an image that cannot be read',
    ...IMAGE,
  },
  RegistryUnavailable: {
    words: 'cannot reach the image registry',
    ...IMAGE,
  },
  CrashLoopBackOff: { words: 'ends again and again', nextStep: LOG },
  CreateContainerConfigError: {
    words: 'misses a Secret or ConfigMap that it needs',
    nextStep: 'Ask the platform team to create what is missing.',
  },
  CreateContainerError: { words: 'cannot be started', nextStep: LOG },
  RunContainerError: { words: 'cannot be started', nextStep: LOG },
};

/** What blocks a pod, if anything does. @public */
export function podProblem(pod: KeptPod): PodProblem | undefined {
  for (const { name, reason = '', message } of pod.containers) {
    if (Object.hasOwn(BLOCKED, reason)) {
      return {
        reason,
        ...BLOCKED[reason],
        evidence: `${pod.name}, container ${name}: ${reason}${
          message ? `, ${message}` : ''
        }`,
      };
    }
  }
  if (pod.phase !== 'Failed') return undefined;
  const ended = pod.containers.find(
    ({ reason }) => reason && reason !== 'Completed',
  );
  return {
    reason: pod.phase,
    words: 'failed',
    nextStep: LOG,
    evidence: `${pod.name}${
      ended ? `, container ${ended.name}: ${ended.reason}` : ''
    }${ended?.message ? `, ${ended.message}` : ''}`,
  };
}

/** Whether the program of the instance runs in it, be PostgreSQL ready or not. @public */
export function runsPostgres({ containers }: KeptPod): boolean {
  return containers.some(
    ({ name, startedAt }) => name === 'postgres' && startedAt !== undefined,
  );
}
