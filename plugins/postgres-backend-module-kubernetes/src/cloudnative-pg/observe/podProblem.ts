import type { KeptPod } from '../model';

/** Something that keeps a pod from running, and that time alone does not heal. */
export interface PodProblem {
  /** Reads on from the pod's name: "cannot pull its image". */
  words: string;
  nextStep: string;
  /** What Kubernetes said, verbatim. */
  evidence: string;
}

const LOG = 'Ask the platform team for the log of the pod.';
const IMAGE =
  'Check that the image exists, and that the pull secret allows to read it.';

/** Reasons of a waiting container that are no mere step of a start. */
const BLOCKED: Record<string, Omit<PodProblem, 'evidence'>> = {
  ErrImagePull: { words: 'cannot pull its image', nextStep: IMAGE },
  ImagePullBackOff: { words: 'cannot pull its image', nextStep: IMAGE },
  InvalidImageName: {
    words: 'has an image name that is not valid',
    nextStep: IMAGE,
  },
  ErrImageNeverPull: {
    words: 'has an image that the node does not hold',
    nextStep: IMAGE,
  },
  ImageInspectError: {
    words: 'has an image that cannot be read',
    nextStep: IMAGE,
  },
  RegistryUnavailable: {
    words: 'cannot reach the image registry',
    nextStep: IMAGE,
  },
  CrashLoopBackOff: { words: 'ends again and again', nextStep: LOG },
  CreateContainerConfigError: {
    words: 'misses a Secret or ConfigMap that it needs',
    nextStep: 'Ask the platform team to create what is missing.',
  },
  CreateContainerError: { words: 'cannot be started', nextStep: LOG },
  RunContainerError: { words: 'cannot be started', nextStep: LOG },
};

/** What blocks a pod, if anything does. */
export function podProblem(pod: KeptPod): PodProblem | undefined {
  for (const { name, reason = '', message } of pod.containers) {
    if (Object.hasOwn(BLOCKED, reason)) {
      return {
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
    words: 'failed',
    nextStep: LOG,
    evidence: `${pod.name}${
      ended ? `, container ${ended.name}: ${ended.reason}` : ''
    }${ended?.message ? `, ${ended.message}` : ''}`,
  };
}
