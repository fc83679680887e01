import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  parseDatabaseRef,
  TOPIC_DATABASES,
  type DatabaseEvent,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '@pgstage/backstage-plugin-postgres-node';
import pLimit from 'p-limit';

const AT_ONCE = 4;
/** Further events are dropped: the provider's own observation catches up. */
const MAX_PENDING = 500;

/**
 * Reads a database again when another replica of this backend reports a change.
 * An event is only a hint, because any publisher can send one; the engine is
 * the source of data. Each replica has its own subscription; Backstage's events
 * backend removes the subscriptions of replicas that no longer exist.
 */
export async function subscribeToReplicas(
  replica: string,
  services: {
    events: EventsService;
    findProvider: (id: string) => PostgresProvider | undefined;
    logger: LoggerService;
  },
): Promise<void> {
  const { events, findProvider, logger } = services;
  const limit = pLimit(AT_ONCE);
  const pending = new Map<string, { again: boolean }>();

  const read = async (ref: string, hints: { again: boolean }) => {
    while (hints.again) {
      // Reset before reading, because an event from now on can be newer than
      // the result of the read.
      hints.again = false;
      try {
        await findProvider(parseDatabaseRef(ref).provider)?.refresh?.(ref);
      } catch (error) {
        logger.debug(`Could not read ${ref} again: ${stringifyError(error)}`);
      }
    }
    pending.delete(ref);
  };

  await events.subscribe({
    id: `replica-${replica}`,
    topics: [TOPIC_DATABASES],
    onEvent: async ({ eventPayload }) => {
      const { ref, replica: publisher } = (eventPayload ??
        {}) as Partial<DatabaseEvent>;
      if (typeof ref !== 'string' || publisher === replica) return;
      const known = pending.get(ref);
      if (known) known.again = true;
      if (known || pending.size >= MAX_PENDING || !isRef(ref)) return;
      const hints = { again: true };
      pending.set(ref, hints);
      // Not awaited, so that the following events do not wait for an engine.
      limit(() => read(ref, hints));
    },
  });
}

function isRef(ref: string): boolean {
  try {
    return Boolean(parseDatabaseRef(ref));
  } catch {
    return false;
  }
}
