import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import type { CachedPod } from '../model/CachedPod';

/** A problem that prevents a pod from running. The provider decides whether it can resolve. @public */
export interface PodProblem {
  /** The reason in Kubernetes. */
  reason: string;
  what: Message;
  nextStep: Message;
  /** The next step if a change of the database can help instead. */
  byChange?: Message;
  /** The message of Kubernetes, verbatim. */
  evidence: string;
}

type Text = Pick<PodProblem, 'what' | 'nextStep' | 'byChange'>;

const image = (what: Message): Text => ({
  what,
  nextStep: message('checkImage'),
  byChange: message('checkImageOrChange'),
});

/** Returns the text for a waiting container, or undefined if its reason is a normal step of a start. */
function blockedText(reason: string, name: string): Text | undefined {
  switch (reason) {
    case 'ErrImagePull':
    case 'ImagePullBackOff':
      return image(message('podCannotPullImage', { name }));
    case 'InvalidImageName':
      return image(message('podImageNameInvalid', { name }));
    case 'ErrImageNeverPull':
      return image(message('podImageNotOnNode', { name }));
    case 'ImageInspectError':
      return image(message('podImageUnreadable', { name }));
    case 'RegistryUnavailable':
      return image(message('podRegistryUnavailable', { name }));
    case 'CrashLoopBackOff':
      return {
        what: message('podCrashes', { name }),
        nextStep: message('askForPodLog'),
      };
    case 'CreateContainerConfigError':
      return {
        what: message('podConfigurationMissing', { name }),
        nextStep: message('createWhatIsMissing'),
      };
    case 'CreateContainerError':
    case 'RunContainerError':
      return {
        what: message('podCannotStart', { name }),
        nextStep: message('askForPodLog'),
      };
    default:
      return undefined;
  }
}

/** Returns the name of the pod's instance, and the task of its Job if it has one. */
export function shownName({ instance, name, job }: CachedPod): string {
  return job ? `${instance ?? name} (${job})` : instance ?? name;
}

/** Returns the problem of a pod, or undefined if there is none. @public */
export function podProblem(pod: CachedPod): PodProblem | undefined {
  for (const { name, reason = '', message: said } of pod.containers) {
    const text = blockedText(reason, shownName(pod));
    if (text) {
      return {
        reason,
        ...text,
        evidence: `${pod.name}, container ${name}: ${reason}${
          said ? `, ${said}` : ''
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
    what: message('podFailed', { name: shownName(pod) }),
    nextStep: message('askForPodLog'),
    evidence: `${pod.name}${
      ended ? `, container ${ended.name}: ${ended.reason}` : ''
    }${ended?.message ? `, ${ended.message}` : ''}`,
  };
}

/** Whether the main container runs in it, whether PostgreSQL is ready or not. @public */
export function runsPostgres({ containers }: CachedPod): boolean {
  return containers.some(
    ({ name, startedAt }) => name === 'postgres' && startedAt !== undefined,
  );
}
