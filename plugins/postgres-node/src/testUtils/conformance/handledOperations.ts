import {
  databaseOperations,
  type HandledOperation,
} from '@pgstage/backstage-plugin-postgres-common';

/** The operations that a method of a provider does alone. */
export const handledOperations = Object.entries(databaseOperations).flatMap(
  ([id, operation]) =>
    'handler' in operation
      ? [{ id: id as HandledOperation, handler: operation.handler }]
      : [],
);
