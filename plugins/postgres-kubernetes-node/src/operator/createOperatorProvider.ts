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
import { parseConfig } from '@pgstage/backstage-plugin-postgres-node/provider';
import { z } from 'zod';
import type { Clusters } from '../cluster';
import {
  checkDefaults,
  databaseConfigFields,
  withDefaultSizes,
} from '../config/databaseConfig';
import { readStoreConfig } from '../credentials';
import { contextsOf } from '../model/contextsOf';
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

/** Dependencies of a provider, besides its rules. @public */
export interface OperatorProviderOptions {
  clusters: Clusters;
  /** The root configuration of Backstage; `postgres.providers.<id>` is that of the provider and may be absent. */
  config: Config;
  /** Returns a store when it is needed: modules start in any order. */
  credentialStore: (id: string) => CredentialStore;
  logger: LoggerService;
}

/**
 * Creates the provider of an operator that creates a database from one object,
 * from the rules for that operator. Returns undefined if the configuration has
 * no cluster.
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
  const model = modelOf(rules);
  const credentialTarget = readStoreConfig(config);
  const contexts = contextsOf(
    { clusters, credentialTarget, credentialStore, logger },
    own,
    key,
    options => new ProviderContext(options, model.kinds),
  );
  if (!contexts.length) return undefined;
  const provider = new OperatorProvider(rules, model, contexts);
  return Object.assign(provider, handlersOf(provider, rules));
}

/** Returns the provider's methods for the operations of the rules. */
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
