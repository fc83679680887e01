import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/**
 * Does something with an audit event around it: refused and failed attempts
 * leave one as well. `meta` holds no more than names.
 */
export async function audited<T>(
  auditor: AuditorService,
  request: Request,
  event: {
    eventId: string;
    severityLevel?: 'medium' | 'high';
    meta: JsonObject;
  },
  action: () => Promise<T>,
): Promise<T> {
  const record = await auditor.createEvent({
    severityLevel: 'medium',
    ...event,
    request,
  });
  try {
    const result = await action();
    await record.success();
    return result;
  } catch (error) {
    await record.fail({ error: toError(error) });
    throw error;
  }
}
