import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { WaitCondition } from './waitForCondition';

/** For whoever goes on with the database: it is usable, and where its credentials lie is known. */
export function usableCondition(
  ref: string,
): Pick<WaitCondition, 'words' | 'isReached'> {
  return {
    words: `${ref} is usable`,
    isReached: view => view?.usable.value === true && knowsCredentials(view),
  };
}

/** Where no step leads to them there are none to wait for. */
function knowsCredentials({ steps, credentials }: DatabaseView): boolean {
  const stored = steps.find(({ id }) => id === 'credentials');
  return !stored || (stored.state === 'done' && credentials !== undefined);
}
