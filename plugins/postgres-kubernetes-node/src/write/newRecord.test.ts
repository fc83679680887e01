import { newRecord } from './newRecord';
import { requestHash } from './requestHash';

const binding = { entityRefs: [], owner: 'group:default/shop' };
const request = {
  provider: 'shop',
  location: 'test/default',
  name: 'orders',
  storage: '5Gi',
  taskId: 'task',
  binding: { ...binding, resourceRef: 'resource:default/orders' },
};
const spec = { storage: '5Gi', instances: 2 };

it('contains the spec with its defaults, and the hash of the request without them', () => {
  expect(newRecord(request, spec, 'user:default/ada')).toEqual({
    spec,
    specHash: requestHash({ storage: '5Gi' }),
    binding: request.binding,
    created: { by: 'user:default/ada', taskId: 'task' },
  });
});

it('names no creator if the database is not created now', () => {
  expect(newRecord(request, spec).created).toBeUndefined();
});
