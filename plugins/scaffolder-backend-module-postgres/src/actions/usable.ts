import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { asClause } from './texts';
import type { WaitCondition } from './waitForCondition';

/**
 * Waits until the database is usable and the location of its credentials is known.
 * Does not wait for what its provider cannot learn.
 */
export function usableCondition(
  ref: string,
): Pick<WaitCondition, 'description' | 'isReached' | 'obstacle'> {
  return {
    description: `${ref} is usable`,
    isReached: view => view?.usable.value === true && knowsCredentials(view),
    async obstacle(view) {
      const { usable } = view;
      return usable.value === null && usable.lasting && knowsCredentials(view)
        ? `${asClause(usable.reason)}.`
        : undefined;
    },
  };
}

/** Without a step for credentials there are none to wait for. */
function knowsCredentials({ steps, credentials }: DatabaseView): boolean {
  const stored = steps.find(({ id }) => id === 'credentials');
  return !stored || (stored.state === 'done' && credentials !== undefined);
}
