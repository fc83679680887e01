import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import { withRequestFields } from './withRequestFields';

it('names the field of the request', () => {
  expect(
    withRequestFields(invalidField('target.namespace', 'must exist')),
  ).toMatchObject({
    issues: [{ field: 'options.credentials.namespace', rule: 'must exist' }],
  });
});

it('keeps any other error', () => {
  const error = new Error('no response');
  expect(withRequestFields(error)).toBe(error);
});
