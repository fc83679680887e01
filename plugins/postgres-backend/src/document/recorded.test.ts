import { apiCalls } from './apiCalls';
import { errorAnswers, errorSchemas, errorStatuses } from './errors';
import { recordedCall, recordedError } from './recorded';

const calls = Object.entries(apiCalls).flatMap(([id, { body, answers }]) => {
  const { request, response } = recordedCall(id) ?? {};
  return [
    { example: `request of ${id}`, schema: body, value: request },
    { example: `response of ${id}`, schema: answers, value: response },
  ];
});
const errors = errorStatuses.map(status => ({
  example: `error ${status}`,
  schema: errorSchemas.get(errorAnswers[status].id),
  value: recordedError(status),
}));

// Spectral does not check examples of a schema that contains itself, as a
// message does.
it.each(calls.filter(({ value }) => value))(
  'the $example matches its schema',
  ({ schema, value }) => {
    expect(schema?.parse(value)).toEqual(value);
  },
);
// The body of an error can contain further fields.
it.each(errors.filter(({ value }) => value))(
  'the $example matches its schema',
  ({ schema, value }) => {
    expect(schema?.safeParse(value)).toMatchObject({ success: true });
  },
);
