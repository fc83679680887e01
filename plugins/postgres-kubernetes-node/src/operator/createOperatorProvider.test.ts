import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { Clusters, type Cluster } from '../cluster';
import { createOperatorProvider } from './createOperatorProvider';
import { shopRules, type Shop } from './__testUtils__/shop';
import type { OperatorRules } from './OperatorRules';

const create = (
  rules: OperatorRules<Shop> = shopRules,
  own: object = {},
  names = ['main'],
) =>
  createOperatorProvider(rules, {
    clusters: new Clusters(
      names.map(name => ({ name, client: {} } as unknown as Cluster)),
    ),
    config: new ConfigReader({ postgres: { providers: { shop: own } } }),
    credentialStore: () => {
      throw new Error('not asked for before it is used');
    },
    logger: mockServices.logger.mock(),
  });

it('creates a provider that declares sufficient evidence', () => {
  expect(create()).toMatchObject({
    id: 'shop',
    evidence: shopRules.evidence,
  });
});

it('creates none if the configuration has no cluster', () => {
  expect(create(shopRules, { enabled: false })).toBeUndefined();
  expect(create(shopRules, {}, [])).toBeUndefined();
});

it('names the wrong key of the configuration', () => {
  expect(() => create(shopRules, { versions: ['new'] })).toThrow(
    /postgres\.providers\.shop.*versions/,
  );
  expect(() => create(shopRules, { clusters: ['other'] })).toThrow(
    "postgres.providers.shop.clusters names 'other'",
  );
});

it('has the methods of the operations that the rules have, and no others', () => {
  const restart = {
    offered: () => ({ supported: true as const }),
    run: async () => {},
  };
  const provider = create({ ...shopRules, operations: { restart } });
  expect(provider?.restart).toEqual(expect.any(Function));
  expect(provider?.switchover).toBeUndefined();
});
