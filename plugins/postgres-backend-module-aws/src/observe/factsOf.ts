import { meaningOf } from '../instance';
import type { SqlFacts } from '../sql';
import type { ObservedDatabase } from './observation';

/** Returns what PostgreSQL reported after the last login; undefined while the instance is not available. */
export function factsOf({
  login,
  recorded: { instance },
}: Pick<ObservedDatabase, 'login' | 'recorded'>): SqlFacts | undefined {
  return login &&
    login !== 'pending' &&
    meaningOf(instance.status)?.kind === 'available'
    ? login.facts
    : undefined;
}
