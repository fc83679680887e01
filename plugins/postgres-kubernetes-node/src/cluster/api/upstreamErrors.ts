import {
  InvalidFieldsError,
  UpstreamError,
  UpstreamForbiddenError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { resourceName } from '../objects';
import {
  ApiConnectionError,
  ApiStatusError,
  ApiTimeoutError,
  type ApiStatus,
} from './ApiStatusError';
import {
  describe,
  isSecret,
  resource,
  target,
  type CallContext,
} from './CallContext';
import { conflict, schemaIssues, unknownFields } from './refusals';

/** The object is not there, or nothing serves its kind. @public */
export class ObjectNotFoundError extends UpstreamError {}

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
      return new ObjectNotFoundError(
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
        status.message.includes('failed calling webhook')
          ? 'Check that the operator whose webhook it is runs: without it nothing can be written.'
          : 'Try again; if it stays so, look at the API server.',
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
  const verb = status.message.match(/ cannot (\w+) resource /)?.[1];
  if (!verb) {
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
    // To apply what is not there needs the right to create it.
    `its account '${user}' may not ${verb} ${resource(context)} ${where}`,
    'Grant the ClusterRole of deploy/kubernetes that holds this right.',
  );
}
