import { aDatabase } from '../__testUtils__/aDatabase';
import { DatabaseIndex } from './DatabaseIndex';

const binding = {
  resourceRef: 'resource:default/a',
  entityRefs: ['component:default/One', 'component:default/two'],
  owner: 'group:default/team',
};

it('finds databases by every entity of their binding except for the owner', () => {
  const index = new DatabaseIndex();
  const a = aDatabase({ ref: 'memory:main/a', binding });
  const b = aDatabase({
    ref: 'memory:main/b',
    binding: { ...binding, resourceRef: 'resource:default/b' },
  });
  index.add(a);
  index.add(b);
  index.add(aDatabase({ ref: 'memory:main/loose' }));
  expect(index.find('component:default/one')).toEqual([
    'memory:main/a',
    'memory:main/b',
  ]);
  expect(index.find('Resource:default/B')).toEqual(['memory:main/b']);
  expect(index.find('group:default/team')).toEqual([]);
  index.remove(a);
  expect(index.find('component:default/two')).toEqual(['memory:main/b']);
});
