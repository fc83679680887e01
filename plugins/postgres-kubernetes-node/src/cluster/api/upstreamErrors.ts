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

/** The object does not exist, or its kind is not served. @public */
export class ObjectNotFoundError extends UpstreamError {}

/**
 * Maps errors of an API server or the network to self-contained errors.
 * Messages about a Secret are not repeated, as they may quote its data.
 */
export function toUpstreamError(error: unknown, context: CallContext): unknown {
  const system = `Kubernetes cluster '${context.cluster}'`;
  if (error instanceof ApiTimeoutError) {
    return new UpstreamTimeoutError(
      system,
      `${describe(context)}: ${error.message}`,
      'Try again. If the error persists, check the API server.',
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
  const detail = isSecret(context) ? status.reason : status.message;
  const object = `${resourceName(context.kind)} '${target(context)}'`;
  switch (status.code) {
    case 400:
      return new InvalidFieldsError(unknownFields(status, detail));
    case 401:
      return new UpstreamForbiddenError(
        system,
        "it does not accept Backstage's credentials",
        'Renew the token or certificate in the configuration.',
      );
    case 403:
      return forbidden(status, detail, system, context);
    case 404:
      return new ObjectNotFoundError(
        system,
        // Only names, for a Secret too: the object, or its namespace.
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
          : [{ field: '', rule: `is refused by Kubernetes: ${detail}` }],
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
        `${describe(context)}: ${detail}`,
        status.message.includes('failed calling webhook')
          ? 'Check that the operator that serves the webhook runs: until then, nothing can be written.'
          : 'Try again. If the error persists, check the API server.',
      );
  }
}

function forbidden(
  status: ApiStatus,
  detail: string,
  system: string,
  context: CallContext,
): Error {
  // RBAC names the account and the verb; any other 403 is from an admission
  // plugin, for example a quota, which checks the object.
  const verb = status.message.match(/ cannot (\w+) resource /)?.[1];
  if (!verb) {
    return new InvalidFieldsError([
      { field: '', rule: `is refused by Kubernetes: ${detail}` },
    ]);
  }
  const user = status.message.match(/User "([^"]*)"/)?.[1] ?? 'of Backstage';
  const where = context.id.namespace
    ? `in namespace '${context.id.namespace}'`
    : 'in all namespaces';
  return new UpstreamForbiddenError(
    system,
    // Applying a missing object needs the right to create it.
    `its account '${user}' may not ${verb} ${resource(context)} ${where}`,
    'Grant the ClusterRole of deploy/kubernetes that contains this right.',
  );
}
