import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  databaseOperations,
  type OperationDefinition,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialStore,
  PostgresProvider,
  ProviderWriteOptions,
} from '@pgstage/backstage-plugin-postgres-node';
import { z } from 'zod';
import type { Clusters } from '../cluster';
import { parseConfig } from '../cluster/config/parseConfig';
import {
  checkDefaults,
  databaseConfigFields,
  withDefaultSizes,
} from '../config/databaseConfig';
import { readStoreConfig } from '../credentials';
import { clustersOf } from '../model/clustersOf';
import { ProviderContext } from '../model/ProviderContext';
import { modelOf } from './model';
import { rulesIn } from './operationsOf';
import { OperatorProvider } from './OperatorProvider';
import type { OperatorSnapshot } from './OperatorReport';
import type { OperatorRules } from './OperatorRules';

const schema = z
  .strictObject(databaseConfigFields)
  .transform(withDefaultSizes)
  .superRefine(checkDefaults);

/** What a provider is made with, besides its rules. @public */
export interface OperatorProviderOptions {
  clusters: Clusters;
  /** Of Backstage: that of the provider is `postgres.providers.<id>`, and may be absent. */
  config: Config;
  /** Looks up a store when it is used: modules start in any order. */
  credentialStore: (id: string) => CredentialStore;
  logger: LoggerService;
}

/**
 * The provider of an operator that makes a database of one object, from what
 * is told of that operator; undefined where the configuration wants no cluster.
 *
 * @throws InputError that names each wrong key of the configuration.
 * @public
 */
export function createOperatorProvider<TSnapshot extends OperatorSnapshot>(
  rules: OperatorRules<TSnapshot>,
  { clusters, config, credentialStore, logger }: OperatorProviderOptions,
): PostgresProvider | undefined {
  const key = `postgres.providers.${rules.id}`;
  const own = parseConfig(config, key, schema) ?? schema.parse({});
  const { cluster: storeCluster, namespace } = readStoreConfig(config);
  const credentialTarget = {
    ...(storeCluster && { cluster: storeCluster }),
    ...(namespace && { namespace }),
  };
  const model = modelOf(rules);
  const contexts = clustersOf(clusters, own, key).map(
    cluster =>
      new ProviderContext(
        { cluster, config: own, credentialTarget, credentialStore, logger },
        model.kinds,
      ),
  );
  if (!contexts.length) return undefined;
  const provider = new OperatorProvider(rules, model, contexts);
  return Object.assign(provider, handlersOf(provider, rules));
}

/** The methods of the provider that the table of operations names. */
function handlersOf<TSnapshot extends OperatorSnapshot>(
  provider: OperatorProvider<TSnapshot>,
  { operations }: OperatorRules<TSnapshot>,
) {
  return Object.fromEntries(
    rulesIn(operations).map(([id, rule]) => {
      const { handler, input }: OperationDefinition = databaseOperations[id];
      return [
        handler!,
        input
          ? (ref: string, request: unknown, options: ProviderWriteOptions) =>
              provider.run(rule, ref, request, options)
          : (ref: string, options: ProviderWriteOptions) =>
              provider.run(rule, ref, undefined, options),
      ];
    }),
  );
}
