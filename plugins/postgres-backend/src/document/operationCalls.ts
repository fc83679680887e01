import {
  backupSchema,
  databaseForceRemovePermission,
  databaseOperations,
  databaseViewSchema,
  logsSchema,
  revealedCredentialsSchema,
  type OperationAnswers,
  type OperationDefinition,
} from '@pgstage/backstage-plugin-postgres-common';
import type { z } from 'zod';
import { removeQuerySchema } from '../router/requestSchemas';
import type { Call } from './calls';

const answerSchemas: {
  [K in keyof OperationAnswers]: z.ZodType<OperationAnswers[K]> | undefined;
} = {
  database: databaseViewSchema,
  backup: backupSchema,
  credentials: revealedCredentialsSchema,
  logs: logsSchema,
  nothing: undefined,
};

/** The operations on a database as calls, by their names in the client. */
export function operationCalls(): Record<string, Call> {
  return Object.fromEntries(
    Object.values(databaseOperations).map((operation: OperationDefinition) => [
      operation.call,
      toCall(operation),
    ]),
  );
}

function toCall(operation: OperationDefinition): Call {
  const { method, path, title, effect, note, input, answers } = operation;
  const isRemoval = method === 'DELETE';
  return {
    method,
    path: `/databases/:ref${path}`,
    tag: 'Operations',
    summary: `${title.replace('…', '')}.`,
    description: [effect, note].filter(Boolean).join(' '),
    ...(isRemoval ? { query: removeQuerySchema } : { body: input }),
    answers: answerSchemas[answers],
    permissions: [
      operation.permission.name,
      ...(isRemoval ? [databaseForceRemovePermission.name] : []),
    ],
    audit: operation.audit,
    errors: [404, 409, 429, 501, 503],
  };
}
