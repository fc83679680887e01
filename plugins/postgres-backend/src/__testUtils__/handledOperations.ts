import {
  databaseOperations,
  type OperationDefinition,
} from '@pgstage/backstage-plugin-postgres-common';

/** Operations that only call a method of a provider, from the table. */
export const handledOperations = Object.values<OperationDefinition>(
  databaseOperations,
).flatMap(({ handler, ...operation }) =>
  handler ? [{ ...operation, handler }] : [],
);

/** The route of an operation, as the router registers it. */
export const routeOf = ({
  method,
  path,
}: Pick<OperationDefinition, 'method' | 'path'>) =>
  `${method} /databases/:ref${path}`;
