import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import type { CachedPod } from '../model/CachedPod';

/** Something that keeps a pod from running. Whether it can heal, the provider says. @public */
export interface PodProblem {
  /** Kubernetes' word for it. */
  reason: string;
  what: Message;
  nextStep: Message;
  /** The next step where the database can be changed instead, and that can help. */
  byChange?: Message;
  /** What Kubernetes said, verbatim. */
  evidence: string;
}

type Text = Pick<PodProblem, 'what' | 'nextStep' | 'byChange'>;

const image = (what: Message): Text => ({
  what,
  nextStep: message('checkImage'),
  byChange: message('checkImageOrChange'),
});

/** What is said of a waiting container, where its reason is no mere step of a start. */
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

/** The instance of a pod, and what its Job does where it is one's. */
export function shownName({ instance, name, job }: CachedPod): string {
  return job ? `${instance ?? name} (${job})` : instance ?? name;
}

/** What blocks a pod, if anything does. @public */
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

/** Whether the program of the instance runs in it, be PostgreSQL ready or not. @public */
export function runsPostgres({ containers }: CachedPod): boolean {
  return containers.some(
    ({ name, startedAt }) => name === 'postgres' && startedAt !== undefined,
  );
}
