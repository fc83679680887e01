import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { entity } from '../__testUtils__/startPlugin';
import { canonicalEntityRef, CatalogReader } from './CatalogReader';

const olive = {
  actor: 'user:default/olive',
  isService: false,
  credentials: mockCredentials.user('user:default/olive'),
};
const rick = {
  actor: 'user:default/rick',
  isService: false,
  credentials: mockCredentials.user('user:default/rick'),
};

function setUp() {
  const entities = catalogServiceMock({
    entities: [
      entity('component:default/a', 'group:default/Team'),
      entity('component:default/b'),
    ],
  });
  const getEntitiesByRefs = jest.fn(entities.getEntitiesByRefs.bind(entities));
  const catalog = catalogServiceMock.mock({ getEntitiesByRefs });
  return {
    reader: new CatalogReader({ catalog, auth: mockServices.auth() }),
    getEntitiesByRefs,
  };
}

describe('CatalogReader', () => {
  it('queries in one batch with the credentials of the viewer, and caches the result', async () => {
    const { reader, getEntitiesByRefs } = setUp();
    const refs = ['component:default/A', 'component:default/none'];
    expect(await reader.visibleTo(olive, refs)).toEqual(
      new Set(['component:default/a']),
    );
    expect(await reader.visibleTo(olive, refs)).toEqual(
      new Set(['component:default/a']),
    );
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);
    expect(getEntitiesByRefs.mock.calls[0]).toMatchObject([
      { entityRefs: ['component:default/a', 'component:default/none'] },
      { credentials: olive.credentials },
    ]);
    await reader.visibleTo(rick, refs);
    await reader.visibleTo(olive, refs, { fresh: true });
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(3);
  });

  it('reads entities with the credentials of the plugin, and distinguishes missing ones', async () => {
    const { reader, getEntitiesByRefs } = setUp();
    const read = () =>
      reader.entities([
        'component:default/a',
        'component:default/b',
        'component:default/none',
      ]);
    const expected = new Map([
      [
        'component:default/a',
        { uid: 'uid-of-component:default/a', owners: ['group:default/team'] },
      ],
      [
        'component:default/b',
        { uid: 'uid-of-component:default/b', owners: [] },
      ],
    ]);
    expect(await read()).toEqual(expected);
    expect(await read()).toEqual(expected);
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);
    expect(getEntitiesByRefs.mock.calls[0][1]).toMatchObject({
      credentials: { principal: { type: 'service' } },
    });
  });

  it('lets backends read what the plugin can read, independent of their token', async () => {
    const { reader, getEntitiesByRefs } = setUp();
    const credentials = mockCredentials.service('external:ci', {
      permissionNames: ['postgres.database.create'],
    });
    const ci = { actor: 'external:ci', isService: true, credentials };
    expect(
      await reader.visibleTo(ci, [
        'component:default/a',
        'component:default/x',
      ]),
    ).toEqual(new Set(['component:default/a']));
    expect(getEntitiesByRefs.mock.calls[0][1]).not.toMatchObject({
      credentials,
    });
  });

  it('sends no query for an empty list, and several for a long one', async () => {
    const { reader, getEntitiesByRefs } = setUp();
    expect(await reader.visibleTo(olive, [])).toEqual(new Set());
    expect(getEntitiesByRefs).not.toHaveBeenCalled();
    const many = Array.from(
      { length: 700 },
      (_, index) => `component:default/x${index}`,
    );
    expect(
      await reader.visibleTo(olive, [...many, 'component:default/a']),
    ).toEqual(new Set(['component:default/a']));
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(2);
  });

  it('names the catalog if it fails', async () => {
    const { reader, getEntitiesByRefs } = setUp();
    getEntitiesByRefs.mockRejectedValue(new Error('Unauthorized'));
    await expect(
      reader.visibleTo(olive, ['component:default/a']),
    ).rejects.toThrow(/^The plugin catalog .* failed: Unauthorized/);
  });
});

it('normalizes refs like the catalog', () => {
  expect(canonicalEntityRef('Component:Default/Orders')).toBe(
    'component:default/orders',
  );
});
