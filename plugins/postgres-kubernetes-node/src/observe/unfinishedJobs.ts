import type { InstanceFacts } from './Instance';
import type { CachedPod } from '../model/CachedPod';
import { byText } from './memoize';
import { podProblem } from './podProblem';

/** Returns one pod for each Job whose instance is not ready: one with a problem, otherwise the newest. @public */
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
