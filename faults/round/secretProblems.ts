import type { Stage } from '../stage/startStage';
import type { PageView } from './PageViews';

/** Returns where a secret of the stage is: in an error of the API, on a page, or in the log of the backend. */
export async function secretProblems(
  { api, backend, secrets }: Stage,
  views: PageView[],
): Promise<string[]> {
  const known = await secrets();
  const leaks = (text: string) => known.some(secret => text.includes(secret));
  return [
    ...[...api.texts].filter(leaks).map(() => 'an error contains a secret'),
    ...(views.some(({ items }) => leaks(JSON.stringify(items)))
      ? ['a page contains a secret']
      : []),
    ...(leaks(backend.log) ? ['the log contains a secret'] : []),
  ];
}
