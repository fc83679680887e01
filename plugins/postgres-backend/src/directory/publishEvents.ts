import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  TOPIC_DATABASES,
  type DatabaseEvent,
} from '@pgstage/backstage-plugin-postgres-common';
import pLimit from 'p-limit';
import type { DatabaseDirectory, DirectoryChange } from './DatabaseDirectory';

/**
 * Limits concurrent requests: after a start, thousands of databases are new at
 * the same time, and each event is a request.
 */
const AT_ONCE = 4;

/**
 * Publishes an event for every change in the directory. An event contains names
 * only, so replicas and subscribers of other versions can read it: states and
 * their messages are never stored, and never sent to another replica.
 */
export function publishEvents(
  directory: DatabaseDirectory,
  replica: string,
  services: { events: EventsService; logger: LoggerService },
): void {
  const limit = pLimit(AT_ONCE);
  directory.onChange(change => {
    for (const event of toEvents(change)) {
      const eventPayload = { ...event, replica };
      limit(() =>
        services.events.publish({ topic: TOPIC_DATABASES, eventPayload }),
      ).catch(error =>
        services.logger.warn(
          `Could not publish the change of ${
            event.ref
          }; subscribers get it with their next full read: ${stringifyError(
            error,
          )}`,
        ),
      );
    }
  });
}

/** If the Resource of a database changes, both the old and the new Resource get an event. */
export function toEvents({ before, after }: DirectoryChange): DatabaseEvent[] {
  const left = before?.binding?.resourceRef;
  const events: DatabaseEvent[] = [];
  if (before && (!after || (left && left !== after.binding?.resourceRef))) {
    events.push({ type: 'removed', ref: before.ref, resourceRef: left });
  }
  if (after) {
    events.push({
      type: 'changed',
      ref: after.ref,
      resourceRef: after.binding?.resourceRef,
    });
  }
  return events;
}
