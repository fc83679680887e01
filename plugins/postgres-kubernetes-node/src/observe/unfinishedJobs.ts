import type { InstanceFacts } from './Instance';
import type { CachedPod } from '../model/CachedPod';
import { byText } from './memoize';
import { podProblem } from './podProblem';

/** Of each Job that is still to make its instance the newest pod, or one that failed. @public */
export function unfinishedJobs<Pod extends CachedPod>(
  facts: Pick<InstanceFacts<Pod>, 'instances' | 'jobs'>,
): Pod[] {
  const byJob = new Map<string, Pod[]>();
  for (const pod of facts.jobs) {
    const key = `${pod.instance} ${pod.job}`;
    byJob.set(key, [...(byJob.get(key) ?? []), pod]);
  }
  return [...byJob.values()].flatMap(pods => {
    const ready = facts.instances.some(
      ({ name, ready: up }) => up && name === pods[0].instance,
    );
    if (ready || pods.some(({ phase }) => phase === 'Succeeded')) return [];
    const newestFirst = [...pods].sort((a, b) =>
      byText(b.createdAt, a.createdAt),
    );
    const bad = newestFirst.find(pod => podProblem(pod)) ?? newestFirst[0];
    return [bad];
  });
}
