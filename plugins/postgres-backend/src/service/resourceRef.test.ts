import { mockServices } from '@backstage/backend-test-utils';
import { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { aDatabase } from '../__testUtils__/aDatabase';
import { claimResourceRef, toResourceName } from './resourceRef';

describe('toResourceName', () => {
  it.each(['orders', 'Orders_2', 'a.b-c', 'x'.repeat(63)])('keeps %s', name => {
    expect(toResourceName(name)).toBe(name);
  });

  it.each([
    ['a b', /^a-b-[0-9a-f]{8}$/],
    ['_a__', /^a-[0-9a-f]{8}$/],
    ['a--b', /^a-b-[0-9a-f]{8}$/],
    ['größe', /^gr-e-[0-9a-f]{8}$/],
    ['"; drop', /^drop-[0-9a-f]{8}$/],
    ['日本', /^database-[0-9a-f]{8}$/],
    ['x'.repeat(64), /^x{54}-[0-9a-f]{8}$/],
    [`${'x'.repeat(53)}..${'y'.repeat(20)}`, /^x{53}-[0-9a-f]{8}$/],
  ])('converts %j to an entity name', (name, expected) => {
    const entityName = toResourceName(name);
    expect(entityName).toMatch(expected);
    expect(entityName.length).toBeLessThanOrEqual(63);
  });

  it('keeps different names different', () => {
    expect(toResourceName('a b')).not.toBe(toResourceName('a_ b'));
  });
});

describe('claimResourceRef', () => {
  const directory = new DatabaseDirectory(mockServices.logger.mock());
  directory.connectionFor('memory').upsert(
    aDatabase({
      ref: 'memory:main/a',
      binding: {
        resourceRef: 'resource:shop/a',
        entityRefs: ['component:shop/x'],
        owner: 'group:default/t',
      },
    }),
  );

  it('uses the namespace of the entity', () => {
    const claim = { ref: 'memory:main/b', sameNamespaceAs: 'component:shop/x' };
    expect(claimResourceRef(directory, claim)).toBe('resource:shop/b');
    expect(
      claimResourceRef(directory, { ...claim, resourceName: 'Named' }),
    ).toBe('resource:shop/named');
  });

  it('rejects a Resource of another database, not that of this one', () => {
    const claim = { sameNamespaceAs: 'component:shop/x', resourceName: 'A' };
    expect(() =>
      claimResourceRef(directory, { ...claim, ref: 'memory:main/b' }),
    ).toThrow(/for another database\. Choose another resourceName\.$/);
    // Without a name for it in the request, the caller has to change the name of the database.
    expect(() =>
      claimResourceRef(directory, {
        sameNamespaceAs: claim.sameNamespaceAs,
        ref: 'memory:else/a',
      }),
    ).toThrow(/Choose another name\.$/);
    expect(
      claimResourceRef(directory, { ...claim, ref: 'memory:main/a' }),
    ).toBe('resource:shop/a');
  });
});
