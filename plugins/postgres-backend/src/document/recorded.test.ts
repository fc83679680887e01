import { apiCalls } from './apiCalls';
import { errorAnswers, errorSchemas, errorStatuses } from './errors';
import { recordedCall, recordedError } from './recorded';

// Spectral does not check examples of a schema that contains itself, as a
// message does.
it.each(Object.entries(apiCalls))(
  'the examples of %s match their schemas',
  (id, { body, answers }) => {
    const { request, response } = recordedCall(id) ?? {};
    if (request) expect(body?.parse(request)).toEqual(request);
    if (response) expect(answers?.parse(response)).toEqual(response);
  },
);

it.each(errorStatuses)('the example of %s matches its schema', status => {
  const example = recordedError(status);
  const schema = errorSchemas.get(errorAnswers[status].id);
  if (example) expect(schema?.safeParse(example).error).toBeUndefined();
});
