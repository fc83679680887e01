import { mockServices } from '@backstage/backend-test-utils';
import { createTabUrl } from './tabUrl';

const urlWith = (extensions: unknown) =>
  createTabUrl(
    mockServices.rootConfig({ data: { app: { extensions } } as never }),
  )('component:default/orders', 'server:main/orders');

const usual =
  '/catalog/default/component/orders/postgresql?database=server%3Amain%2Forders';

it.each([
  ['absent', undefined, usual],
  ['no list', { 'entity-content:postgres': false }, usual],
  [
    'without a path',
    [
      'entity-content:postgres',
      null,
      { 'entity-content:postgres': true },
      { 'entity-content:postgres': { config: { title: 'Databases' } } },
    ],
    usual,
  ],
  [
    'with paths of its own, the last of which counts',
    [
      { 'entity-content:postgres': { config: { path: '/db' } } },
      { 'entity-content:postgres': { config: { path: 'databases' } } },
      {
        'page:catalog/entity': {
          config: { path: '/c/:kind/:namespace/:name/' },
        },
      },
    ],
    '/c/component/default/orders/databases?database=server%3Amain%2Forders',
  ],
])('follows app.extensions: %s', (_, extensions, url) => {
  expect(urlWith(extensions)).toBe(url);
});

it('uses the defaults without configuration', () => {
  expect(createTabUrl()('component:default/orders', 'server:main/orders')).toBe(
    usual,
  );
});
