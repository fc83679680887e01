import type { AuditorService } from '@backstage/backend-plugin-api';
import { printable } from '@pgstage/backstage-plugin-postgres-common';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import { printableError } from './printableErrors';

/**
 * Runs a function within an audit event, which is also written if the request
 * is denied or fails. `meta` contains only names.
 */
export async function audited<T>(
  auditor: AuditorService,
  request: Request,
  event: {
    eventId: string;
    severityLevel: 'medium' | 'high';
    meta: JsonObject;
  },
  action: () => Promise<T>,
): Promise<T> {
  const record = await auditor.createEvent({
    ...event,
    meta: printableMeta(event.meta),
    request,
  });
  try {
    const result = await action();
    await record.success();
    return result;
  } catch (thrown) {
    const error = printableError(thrown);
    await record.fail({ error });
    throw error;
  }
}

/** Input of the caller that has not been validated yet. */
function printableMeta(meta: JsonObject): JsonObject {
  return JSON.parse(
    JSON.stringify(meta, (_key, value) =>
      typeof value === 'string' ? printable(value.slice(0, 500)) : value,
    ),
  );
}
