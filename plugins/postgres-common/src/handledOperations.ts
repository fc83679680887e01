import { databaseOperations, type HandledOperation } from './operations';
import type { OperationDefinition } from './operationDefinition';

/** An operation that one method of a provider performs. @public */
export type HandledOperationDefinition = OperationDefinition & {
  id: HandledOperation;
  /** The method of the provider. */
  handler: (typeof databaseOperations)[HandledOperation]['handler'];
};

/** The operations of the table that one method of a provider performs. @public */
export const handledOperations: HandledOperationDefinition[] = Object.entries(
  databaseOperations,
).flatMap(([id, operation]) =>
  'handler' in operation ? [{ ...operation, id: id as HandledOperation }] : [],
);
