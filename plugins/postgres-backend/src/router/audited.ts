import type { AuditorService } from '@backstage/backend-plugin-api';
import { printable } from '@pgstage/backstage-plugin-postgres-common';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import { printableError } from './printableErrors';

/**
 * Does something with an audit event around it: refused and failed attempts
 * leave one as well. `meta` holds no more than names.
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

/** The caller wrote it, and it is not checked yet. */
function printableMeta(meta: JsonObject): JsonObject {
  return JSON.parse(
    JSON.stringify(meta, (_key, value) =>
      typeof value === 'string' ? printable(value.slice(0, 500)) : value,
    ),
  );
}
