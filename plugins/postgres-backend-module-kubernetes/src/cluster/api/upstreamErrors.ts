import { ConflictError } from '@backstage/errors';
import {
  DifferencesError,
  InvalidFieldsError,
  UpstreamError,
  UpstreamForbiddenError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { coreKinds } from '../coreKinds';
import {
  objectKey,
  resourceName,
  type ObjectId,
  type ResourceKind,
} from '../objects';
import {
  ApiConnectionError,
  ApiStatusError,
  ApiTimeoutError,
  type ApiStatus,
} from './ApiStatusError';

/** What was being done when an API server refused. */
export interface CallContext {
  cluster: string;
  /** As RBAC calls it: `get`, `patch`. */
  verb: string;
  kind: ResourceKind;
  /** `pods/proxy`: the part after the slash. */
  subresource?: string;
  id: Partial<ObjectId>;
  /** What was sent, to tell what was asked for in a conflict. */
  manifest?: unknown;
}

/** The object is not there, or nothing serves its kind. */
export class MissingObjectError extends UpstreamError {}

const CONFLICT = /conflict with "([^"]*)"/;

/**
 * Turns what an API server or the network said into errors that stand alone.
 * Nothing that was said about a Secret is repeated, as it may quote its data.
 */
export function toUpstreamError(error: unknown, context: CallContext): unknown {
  const system = `Kubernetes cluster '${context.cluster}'`;
  if (error instanceof ApiTimeoutError) {
    return new UpstreamTimeoutError(
      system,
      `${describe(context)}: ${error.message}`,
      'Try again; if it stays so, look at the API server.',
    );
  }
  if (error instanceof ApiConnectionError) {
    return new UpstreamError(
      system,
      error.message,
      'Check that the API server runs and that its address and certificate in the configuration are right.',
    );
  }
  if (error instanceof ApiStatusError) {
    return fromStatus(error.status, system, context);
  }
  return error;
}

function fromStatus(
  status: ApiStatus,
  system: string,
  context: CallContext,
): Error {
  const said = isSecret(context) ? status.reason : status.message;
  const object = `${resourceName(context.kind)} '${target(context)}'`;
  switch (status.code) {
    case 400:
      return new InvalidFieldsError(unknownFields(status, said));
    case 401:
      return new UpstreamForbiddenError(
        system,
        "it does not accept Backstage's credentials",
        'Renew the token or certificate in the configuration.',
      );
    case 403:
      return forbidden(status, said, system, context);
    case 404:
      return new MissingObjectError(
        system,
        // Names alone, for a Secret too: the object, or its namespace.
        `${describe(context)}: ${status.message}`,
        'Check that it exists, its namespace too, and that the operator which defines it is installed.',
      );
    case 409:
      return conflict(status, object, context);
    case 422:
      return new InvalidFieldsError(
        status.causes.length
          ? status.causes.map(cause => ({
              field: cause.field ?? '',
              rule: `is refused by Kubernetes: ${
                isSecret(context) ? cause.reason : cause.message
              }`,
            }))
          : [{ field: '', rule: `is refused by Kubernetes: ${said}` }],
      );
    case 429:
      return new UpstreamError(
        system,
        'it is overloaded (429)',
        'Try again in a minute.',
      );
    default:
      // Server-side apply answers 500 for a manifest that the schema refuses.
      if (status.message.startsWith('failed to create typed patch object')) {
        return new InvalidFieldsError(schemaIssues(status, context));
      }
      return new UpstreamError(
        system,
        `${describe(context)}: ${said}`,
        'Try again; if it stays so, look at the API server.',
      );
  }
}

function forbidden(
  status: ApiStatus,
  said: string,
  system: string,
  context: CallContext,
): Error {
  // RBAC says who may not do what; anything else that answers 403 is an
  // admission plugin, for example a quota, which judges the object.
  if (!/ cannot \w+ resource /.test(status.message)) {
    return new InvalidFieldsError([
      { field: '', rule: `is refused by Kubernetes: ${said}` },
    ]);
  }
  const user = status.message.match(/User "([^"]*)"/)?.[1] ?? 'of Backstage';
  const where = context.id.namespace
    ? `in namespace '${context.id.namespace}'`
    : 'in all namespaces';
  return new UpstreamForbiddenError(
    system,
    `its account '${user}' may not ${context.verb} ${resource(
      context,
    )} ${where}`,
    'Grant the ClusterRole of deploy/kubernetes that holds this right.',
  );
}

function conflict(
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
      )}; change it there, or give up these fields there first`,
      fields.map(cause => ({
        field: (cause.field ?? '').replace(/^\./, ''),
        existing: `set by '${
          cause.message?.match(CONFLICT)?.[1] ?? 'unknown'
        }'`,
        requested: requested(context, cause.field ?? ''),
      })),
    );
  }
  return new ConflictError(
    status.reason === 'AlreadyExists'
      ? `${object} exists already`
      : `${object} was changed meanwhile by someone else; try again`,
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

function unknownFields(status: ApiStatus, said: string) {
  const names = [...status.message.matchAll(/unknown field "([^"]+)"/g)];
  return names.length
    ? names.map(([, field]) => ({ field, rule: 'is not a known field' }))
    : [{ field: '', rule: `is refused by Kubernetes: ${said}` }];
}

function schemaIssues(status: ApiStatus, context: CallContext) {
  const found = [...status.message.matchAll(/\s\.(\S+): ([^\n]+)/g)];
  return found.map(([, field, said]) => ({
    field,
    rule:
      said === 'field not declared in schema'
        ? 'is not a known field'
        : `is refused by Kubernetes${isSecret(context) ? '' : `: ${said}`}`,
  }));
}

function isSecret({ kind }: CallContext): boolean {
  return !kind.group && kind.plural === coreKinds.secrets.plural;
}

function resource({ kind, subresource }: CallContext): string {
  return subresource
    ? `${resourceName(kind)}/${subresource}`
    : resourceName(kind);
}

function target({ id }: CallContext): string {
  return id.name
    ? objectKey({ namespace: id.namespace, name: id.name })
    : id.namespace ?? '*';
}

function describe(context: CallContext): string {
  return `${context.verb} ${resource(context)} '${target(context)}'`;
}
