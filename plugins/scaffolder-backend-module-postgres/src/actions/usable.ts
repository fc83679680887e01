import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { WaitCondition } from './waitForCondition';

/** Waits until the database is usable and the location of its credentials is known. */
export function usableCondition(
  ref: string,
): Pick<WaitCondition, 'description' | 'isReached'> {
  return {
    description: `${ref} is usable`,
    isReached: view => view?.usable.value === true && knowsCredentials(view),
  };
}

/** Without a step for credentials there are none to wait for. */
function knowsCredentials({ steps, credentials }: DatabaseView): boolean {
  const stored = steps.find(({ id }) => id === 'credentials');
  return !stored || (stored.state === 'done' && credentials !== undefined);
}
