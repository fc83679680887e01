import type { JsonObject } from '@backstage/types';
import type { Components } from './components';
import { errorAnswers, errorSchemas, errorStatuses } from './errors';
import { json } from './operation';
import { recordedError } from './recorded';

/** The error responses of the API, by name. */
export function errorResponses(components: Components): JsonObject {
  return Object.fromEntries(
    errorStatuses.map(status => {
      const { id, when } = errorAnswers[status];
      const schema = errorSchemas.get(id);
      const content =
        schema && json(components.ref(schema), recordedError(status));
      return [id, { description: when, ...(content && { content }) }];
    }),
  );
}
