import type { HttpTarget, Question } from '../load/HttpTarget';
import type { CountingProxy } from '../stage/CountingProxy';

/** Page views at the same time. */
const AT_ONCE = 10;

/**
 * Opens one page `views` times and counts what that asks of the API server.
 * Questions of one view are asked one after the other.
 */
export async function countRequests(
  proxy: CountingProxy,
  target: HttpTarget,
  questions: Question[],
  views: number,
): Promise<number> {
  const before = proxy.requests;
  let left = views;
  const viewers = Array.from({ length: AT_ONCE }, async () => {
    while (left > 0) {
      left -= 1;
      for (const question of questions) await target.ask(question);
    }
  });
  await Promise.all(viewers);
  return proxy.requests - before;
}
