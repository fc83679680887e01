import { ConflictError } from '@backstage/errors';
import { DifferencesError } from '@pgstage/backstage-plugin-postgres-common';
import type { ApiStatus } from './ApiStatusError';
import { isSecret, type CallContext } from './CallContext';

/** An object of this name exists. @public */
export class ExistingObjectError extends ConflictError {}

/** The object has changed since the write was decided on. @public */
export class ObjectConflictError extends ConflictError {}

const CONFLICT = /conflict with "([^"]*)"/;

/** A conflict: of the name, of field managers, or of the resourceVersion. */
export function conflict(
  status: ApiStatus,
  object: string,
  context: CallContext,
): Error {
  const fields = status.causes.filter(
    cause => cause.reason === 'FieldManagerConflict',
  );
  if (fields.length) {
    const managers = [
      ...new Set(fields.map(f => f.message?.match(CONFLICT)?.[1] ?? 'unknown')),
    ];
    return new DifferencesError(
      `${object} is also managed by ${managers.join(
        ', ',
      )}; change it there, or remove these fields from that configuration`,
      fields.map(cause => ({
        field: (cause.field ?? '').replace(/^\./, ''),
        existing: `set by '${
          cause.message?.match(CONFLICT)?.[1] ?? 'unknown'
        }'`,
        requested: requested(context, cause.field ?? ''),
      })),
    );
  }
  return status.reason === 'AlreadyExists'
    ? new ExistingObjectError(`${object} already exists`)
    : new ObjectConflictError(
        `${object} was changed in the meantime; try again`,
      );
}

function requested(context: CallContext, field: string): string {
  if (isSecret(context)) return 'another value';
  let value = context.manifest;
  for (const part of field.split('.').filter(Boolean)) {
    value = (value as Record<string, unknown> | undefined)?.[part];
  }
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? `${value}`
    : 'another value';
}

/** Returns fields that strict validation does not know. */
export function unknownFields(status: ApiStatus, detail: string) {
  const names = [...status.message.matchAll(/unknown field "([^"]+)"/g)];
  return names.length
    ? names.map(([, field]) => ({ field, rule: 'is not a known field' }))
    : [{ field: '', rule: `is refused by Kubernetes: ${detail}` }];
}

/** Returns fields that server-side apply could not merge by the schema. */
export function schemaIssues(status: ApiStatus, context: CallContext) {
  const found = [...status.message.matchAll(/\s\.(\S+): ([^\n]+)/g)];
  return found.map(([, field, detail]) => ({
    field,
    rule:
      detail === 'field not declared in schema'
        ? 'is not a known field'
        : `is refused by Kubernetes${isSecret(context) ? '' : `: ${detail}`}`,
  }));
}
